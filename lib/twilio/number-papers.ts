import "server-only";
import { twilioClient } from "@/lib/twilio/client";
import type { TwilioCredentials } from "@/lib/twilio/credentials";
import type { NumberType } from "@/lib/twilio/number-types";
import { asAppError } from "@/lib/twilio/upstream";

/** Papers that the account has at Twilio: a bundle of documents, or an address. */
export type Paper = { sid: string; name: string };

/** What a country asks for, and what the account has of it. */
export type CountryPapers = {
  /** The documents of a bundle by their names; empty where the country asks for none. */
  documents: string[];
  /** Those that Twilio has approved. */
  bundles: Paper[];
  /** How many bundles wait for Twilio's approval. */
  waiting: number;
  addresses: Paper[];
};

const apiTypes = { local: "local", mobile: "mobile", tollfree: "toll-free" } as const;

/** What is needed for a business to have a number of this type. Throws `upstream`. */
export async function readPapers(
  credentials: TwilioCredentials,
  country: string,
  type: NumberType,
): Promise<CountryPapers> {
  const client = twilioClient(credentials);
  const { regulations, bundles } = client.numbers.v2.regulatoryCompliance;
  const about = { isoCountry: country, numberType: apiTypes[type] };
  try {
    const [rules, own, addresses] = await Promise.all([
      regulations.list({ ...about, endUserType: "business", limit: 1 }),
      bundles.list({ ...about, limit: 50 }),
      client.addresses.list({ isoCountry: country, limit: 50 }),
    ]);
    const approved = own.filter(({ status }) => status === "twilio-approved");
    return {
      documents: rules.flatMap(({ requirements }) => documentNames(requirements)),
      bundles: approved.map(({ sid, friendlyName }) => ({ sid, name: friendlyName })),
      waiting: own.filter(({ status }) => /review/.test(status)).length,
      addresses: addresses.map(({ sid, friendlyName, street, city }) => ({
        sid,
        name: friendlyName || `${street}, ${city}`,
      })),
    };
  } catch (error) {
    throw asAppError(error);
  }
}

/** `{end_user: [{name}], supporting_document: [[{name}]]}`, whatever else Twilio adds to it. */
function documentNames(requirements: unknown): string[] {
  if (typeof requirements !== "object" || requirements === null) return [];
  const documents: unknown = Reflect.get(requirements, "supporting_document");
  const listed = Array.isArray(documents) ? documents.flat() : [];
  return listed.flatMap((document: unknown) => {
    const name: unknown =
      typeof document === "object" && document !== null ? Reflect.get(document, "name") : null;
    return typeof name === "string" ? [name] : [];
  });
}

import "server-only";
import { twilioClient } from "@/lib/twilio/client";
import type { TwilioCredentials } from "@/lib/twilio/credentials";
import type { NumberType } from "@/lib/twilio/number-types";
import { twilioFailure } from "@/lib/twilio/refusal";
import { asAppError } from "@/lib/twilio/upstream";

export type Capability = "voice" | "sms" | "mms";

/** What is looked for; what is left out may be anything. */
export type WantedNumber = {
  country: string;
  type: NumberType;
  area_code?: string | undefined;
  /** Digits, letters for the keys they are on, `*` for any one digit. */
  contains?: string | undefined;
  capabilities: Capability[];
  /** A number (E.164) or a town to be near. */
  near?: string | undefined;
};

export type AvailableNumber = {
  number: string;
  locality: string | null;
  region: string | null;
  capabilities: Record<Capability, boolean>;
  /** Whose address the country asks for; "none" is nobody's. */
  address: "none" | "any" | "local" | "foreign";
};

const shown = 30;

/** Numbers that Twilio sells, at most 30; none where it sells no such type. Throws `upstream`. */
export async function searchAvailable(
  credentials: TwilioCredentials,
  wanted: WantedNumber,
): Promise<AvailableNumber[]> {
  const { country, type, area_code, contains, capabilities, near } = wanted;
  const all = twilioClient(credentials).availablePhoneNumbers(country);
  const isNumber = near?.startsWith("+");
  const options = {
    limit: shown,
    pageSize: shown,
    ...(area_code && { areaCode: Number(area_code) }),
    ...(contains && { contains }),
    ...(capabilities.includes("voice") && { voiceEnabled: true }),
    ...(capabilities.includes("sms") && { smsEnabled: true }),
    ...(capabilities.includes("mms") && { mmsEnabled: true }),
    ...(near && (isNumber ? { nearNumber: near } : { inLocality: near })),
  };
  try {
    const found =
      type === "local"
        ? await all.local.list(options)
        : type === "mobile"
          ? await all.mobile.list(options)
          : await all.tollFree.list(options);
    return found.map((number) => ({
      number: number.phoneNumber,
      locality: number.locality || null,
      region: number.region || null,
      capabilities: readCapabilities(number.capabilities),
      address: addressWords.find((word) => word === number.addressRequirements) ?? "none",
    }));
  } catch (error) {
    const failure = twilioFailure(error);
    if (failure.kind === "refused" && failure.status === 404) return [];
    throw asAppError(error);
  }
}

const addressWords = ["none", "any", "local", "foreign"] as const;

/** Twilio writes some of these in capitals. */
function readCapabilities(given: object): Record<Capability, boolean> {
  const has = (name: string) =>
    Reflect.get(given, name) === true || Reflect.get(given, name.toUpperCase()) === true;
  return { voice: has("voice"), sms: has("sms"), mms: has("mms") };
}

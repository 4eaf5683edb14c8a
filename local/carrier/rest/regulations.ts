import { COUNTRIES, type NumberType } from "@/local/carrier/inventory/countries";
import type { BundleData } from "@/local/carrier/model";
import {
  json,
  one,
  type RestContext,
  type RestReply,
  type RestRoute,
} from "@/local/carrier/rest/context";
import { notFound } from "@/local/carrier/rest/errors";
import { iso8601, productPage, productUrl } from "@/local/carrier/rest/products";
import { sidFor } from "@/local/carrier/sid";

const BASE = "/numbers/v2/RegulatoryCompliance";
const BUNDLES = `${BASE}/Bundles`;

/** https://www.twilio.com/docs/phone-numbers/regulatory/api */
export const regulationRoutes: RestRoute[] = [
  { method: "GET", path: BUNDLES, handle: listBundles },
  { method: "GET", path: `${BUNDLES}/${one("bundle", "BU")}`, handle: showBundle },
  { method: "GET", path: `${BASE}/Regulations`, handle: listRegulations },
];

type Regulation = { country: string; type: NumberType; endUser: "business" | "individual" };

function listBundles(context: RestContext): RestReply {
  const { account, query } = context;
  const wanted = (name: string, value: string) => !query.get(name) || query.get(name) === value;
  const found = [...account.bundles.values()].filter(
    (bundle) =>
      wanted("Status", bundle.status) &&
      wanted("IsoCountry", bundle.isoCountry) &&
      wanted("NumberType", bundle.numberType) &&
      wanted("FriendlyName", bundle.friendlyName),
  );
  return productPage(context, "results", found, (bundle) => renderBundle(context, bundle));
}

function showBundle(context: RestContext): RestReply {
  const found = context.account.bundles.get(context.param("bundle"));
  if (!found) throw notFound(context.path);
  return json(renderBundle(context, found));
}

/** Which papers a country asks for, by type of number and who it is for. */
function listRegulations(context: RestContext): RestReply {
  const { query } = context;
  const wanted = (name: string, value: string) => !query.get(name) || query.get(name) === value;
  const all = Object.entries(COUNTRIES).flatMap(([country, { offers }]) =>
    (["local", "mobile", "tollfree"] as const)
      .filter((type) => offers[type]?.bundle)
      .flatMap((type) =>
        (["business", "individual"] as const).map((endUser) => ({ country, type, endUser })),
      ),
  );
  const found = all.filter(
    ({ country, type, endUser }) =>
      wanted("IsoCountry", country) &&
      wanted("NumberType", apiType(type)) &&
      wanted("EndUserType", endUser),
  );
  return productPage(context, "results", found, renderRegulation);
}

function apiType(type: NumberType): string {
  return type === "tollfree" ? "toll-free" : type;
}

function regulationSid({ country, type, endUser }: Regulation): string {
  return sidFor("RN", `${country} ${type} ${endUser}`);
}

function renderRegulation(regulation: Regulation): Record<string, unknown> {
  const { country, type, endUser } = regulation;
  const sid = regulationSid(regulation);
  const name = `${COUNTRIES[country]?.name}: ${apiType(type)} - ${endUser}`;
  return {
    sid,
    friendly_name: name,
    iso_country: country,
    number_type: apiType(type),
    end_user_type: endUser,
    requirements: {
      end_user: [
        {
          name: endUser === "business" ? "Business" : "Individual",
          type: endUser,
          requirement_name: `${endUser}_info`,
        },
      ],
      supporting_document: [
        [
          {
            name: endUser === "business" ? "Business registration" : "Proof of identity",
            type: "document",
            requirement_name: "identity_info",
          },
          { name: "Proof of address", type: "document", requirement_name: "address_info" },
        ],
      ],
    },
    url: productUrl(`${BASE}/Regulations/${sid}`),
  };
}

function renderBundle({ account }: RestContext, bundle: BundleData): Record<string, unknown> {
  const url = productUrl(`${BUNDLES}/${bundle.sid}`);
  const type = bundle.numberType === "toll-free" ? "tollfree" : bundle.numberType;
  return {
    sid: bundle.sid,
    account_sid: account.sid,
    regulation_sid: regulationSid({ country: bundle.isoCountry, type, endUser: "business" }),
    friendly_name: bundle.friendlyName,
    status: bundle.status,
    valid_until: null,
    email: null,
    status_callback: null,
    date_created: iso8601(bundle.createdAt),
    date_updated: iso8601(bundle.createdAt),
    url,
    links: {
      evaluations: `${url}/Evaluations`,
      item_assignments: `${url}/ItemAssignments`,
      bundle_copies: `${url}/Copies`,
    },
  };
}

import { COUNTRIES, type Country, type NumberType } from "@/local/carrier/inventory/countries";
import {
  type Available,
  findNumber,
  searchNumbers,
  type Wanted,
} from "@/local/carrier/inventory/search";
import { formatted } from "@/local/carrier/phone-number";
import {
  json,
  type RestContext,
  type RestReply,
  type RestRoute,
} from "@/local/carrier/rest/context";
import { badRequest, notFound } from "@/local/carrier/rest/errors";
import { listPage } from "@/local/carrier/rest/list";
import { accountPath } from "@/local/carrier/rest/render";

const ALL = "/AvailablePhoneNumbers";
const COUNTRY = `${ALL}/:country{[A-Z]{2}`;
const TYPES: [path: string, type: NumberType][] = [
  ["Local", "local"],
  ["Mobile", "mobile"],
  ["TollFree", "tollfree"],
];
const DEFAULT_MILES = 25;

/** https://www.twilio.com/docs/phone-numbers/api/availablephonenumber-resource */
export const availableNumberRoutes: RestRoute[] = [
  { method: "GET", path: `${ALL}.json`, handle: listCountries },
  { method: "GET", path: `${COUNTRY}\\.json}`, handle: showCountry },
  ...TYPES.map(
    ([name, type]): RestRoute => ({
      method: "GET",
      path: `${COUNTRY}}/${name}.json`,
      handle: (context) => list(context, type),
    }),
  ),
];

function listCountries({ account, path }: RestContext): RestReply {
  const countries = Object.entries(COUNTRIES).map(([code, country]) =>
    renderCountry(accountPath(account), code, country),
  );
  return json({ countries, uri: path });
}

function showCountry({ account, param, path }: RestContext): RestReply {
  const code = param("country");
  const country = COUNTRIES[code];
  if (!country) throw notFound(path);
  return json(renderCountry(accountPath(account), code, country));
}

function list(context: RestContext, type: NumberType): RestReply {
  const { query, param, path, isTaken } = context;
  const country = COUNTRIES[param("country")];
  if (!country?.offers[type]) throw notFound(path);
  const isAsked = (name: string) => query.get(name)?.toLowerCase() === "true";
  const found = searchNumbers(param("country"), type, wantedOf(query)).filter(
    ({ phoneNumber, offer }) =>
      !isTaken(phoneNumber) &&
      !(isAsked("ExcludeAllAddressRequired") && offer.address !== "none") &&
      !(isAsked("ExcludeLocalAddressRequired") && offer.address === "local") &&
      !(isAsked("ExcludeForeignAddressRequired") && offer.address === "foreign"),
  );
  const items = found.map((number) => ({ ...number, sid: number.phoneNumber }));
  return listPage(context, "available_phone_numbers", items, renderAvailable);
}

function wantedOf(query: URLSearchParams): Wanted {
  const contains = query.get("Contains") ?? undefined;
  if (contains !== undefined && !/^\+?[\dA-Za-z*]{2,16}$/.test(contains)) {
    throw badRequest(21615, `Contains is not a pattern of 2 to 16 characters: ${contains}`);
  }
  const given = (name: string) => query.get(name) || undefined;
  const flags = [
    ["VoiceEnabled", "voice"],
    ["SmsEnabled", "sms"],
    ["MmsEnabled", "mms"],
  ] as const;
  return {
    areaCode: given("AreaCode"),
    contains,
    capabilities: flags.flatMap(([name, it]) =>
      query.get(name)?.toLowerCase() === "true" ? [it] : [],
    ),
    region: given("InRegion"),
    locality: given("InLocality"),
    postalCode: given("InPostalCode"),
    near: nearOf(query),
  };
}

function nearOf(query: URLSearchParams): Wanted["near"] {
  const miles = Number(query.get("Distance") || DEFAULT_MILES);
  const number = query.get("NearNumber");
  const place = number && findNumber(`+${number.replace(/\D/g, "")}`)?.at;
  const [latitude, longitude] = place || (query.get("NearLatLong") ?? "").split(",").map(Number);
  if (latitude === undefined || longitude === undefined) {
    if (number) throw badRequest(20001, `Nobody knows where ${number} is`);
    return undefined;
  }
  return { at: [latitude, longitude], miles };
}

function renderAvailable(number: Available): Record<string, unknown> {
  const { phoneNumber, offer, at } = number;
  const { voice, sms, mms, fax } = offer.capabilities;
  return {
    friendly_name: formatted(phoneNumber),
    phone_number: phoneNumber,
    lata: null,
    rate_center: number.locality?.toUpperCase() ?? null,
    latitude: at ? at[0].toFixed(4) : null,
    longitude: at ? at[1].toFixed(4) : null,
    locality: number.locality,
    region: number.region,
    postal_code: number.postalCode,
    iso_country: number.country,
    address_requirements: offer.address,
    beta: false,
    capabilities: { voice, SMS: sms, MMS: mms, fax },
  };
}

function renderCountry(base: string, code: string, country: Country): Record<string, unknown> {
  const uri = `${base}${ALL}/${code}`;
  const parts = TYPES.filter(([, type]) => country.offers[type]).map(([name, type]) => [
    type === "tollfree" ? "toll_free" : type,
    `${uri}/${name}.json`,
  ]);
  return {
    country_code: code,
    country: country.name,
    uri: `${uri}.json`,
    beta: false,
    subresource_uris: Object.fromEntries(parts),
  };
}

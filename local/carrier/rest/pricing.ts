import { COUNTRIES, type Country, TYPE_NAMES } from "@/local/carrier/inventory/countries";
import { placeOf } from "@/local/carrier/phone-number";
import {
  json,
  type RestContext,
  type RestReply,
  type RestRoute,
} from "@/local/carrier/rest/context";
import { notFound } from "@/local/carrier/rest/errors";
import { productUrl } from "@/local/carrier/rest/products";

const CODE = ":country{[A-Z]{2}}";
const price = (amount: string) => ({ base_price: amount, current_price: amount });

/** https://www.twilio.com/docs/phone-numbers/pricing and its neighbours */
export const pricingRoutes: RestRoute[] = [
  forCountry("/pricing/v1/PhoneNumbers/Countries", ({ offers }) => ({
    phone_number_prices: Object.entries(offers).map(([type, { monthly }]) => ({
      number_type: TYPE_NAMES[type === "local" || type === "mobile" ? type : "tollfree"],
      ...price(monthly),
    })),
  })),
  forCountry("/pricing/v1/Messaging/Countries", ({ text, offers }, code) => ({
    outbound_sms_prices: [
      {
        carrier: "ALL",
        mcc: code,
        mnc: "ALL",
        prices: Object.keys(offers).map((type) => ({ number_type: type, ...price(text.out) })),
      },
    ],
    inbound_sms_prices: Object.keys(offers).map((type) => ({
      number_type: type,
      ...price(text.in),
    })),
  })),
  forCountry("/pricing/v2/Voice/Countries", ({ name, voice, offers }) => ({
    outbound_prefix_prices: [
      {
        origination_prefixes: ["ALL"],
        destination_prefixes: [],
        friendly_name: `Programmable Outbound Minute - ${name}`,
        ...price(voice.out),
      },
    ],
    inbound_call_prices: Object.keys(offers).map((type) => ({
      number_type: type,
      ...price(voice.in),
    })),
  })),
  { method: "GET", path: "/pricing/v2/Voice/Numbers/:number", handle: voiceNumber },
];

function forCountry(
  path: string,
  prices: (country: Country, code: string) => Record<string, unknown>,
): RestRoute {
  return {
    method: "GET",
    path: `${path}/${CODE}`,
    handle(context) {
      const code = context.param("country");
      const country = COUNTRIES[code];
      if (!country) throw notFound(context.path);
      return json({
        country: country.name,
        iso_country: code,
        url: productUrl(`${path}/${code}`),
        ...prices(country, code),
        price_unit: "USD",
      });
    },
  };
}

function voiceNumber({ account, param, query, path }: RestContext): RestReply {
  const number = param("number");
  const code = placeOf(number).Country;
  const country = COUNTRIES[code];
  if (!country) throw notFound(path);
  return json({
    destination_number: number,
    origination_number: query.get("OriginationNumber"),
    country: country.name,
    iso_country: code,
    outbound_call_prices: [{ origination_prefixes: ["ALL"], ...price(country.voice.out) }],
    inbound_call_price: account.numberOf(number)
      ? { number_type: "local", ...price(country.voice.in) }
      : null,
    price_unit: "USD",
    url: productUrl(path),
  });
}

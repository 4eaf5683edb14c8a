import { rfc2822 } from "@/local/carrier/dates";
import type { AddressData } from "@/local/carrier/model";
import {
  json,
  one,
  type RestContext,
  type RestReply,
  type RestRoute,
} from "@/local/carrier/rest/context";
import { notFound } from "@/local/carrier/rest/errors";
import { listPage } from "@/local/carrier/rest/list";
import { accountPath } from "@/local/carrier/rest/render";

/** https://www.twilio.com/docs/usage/api/address */
export const addressRoutes: RestRoute[] = [
  { method: "GET", path: "/Addresses.json", handle: list },
  { method: "GET", path: `/Addresses/${one("address", "AD", "json")}`, handle: show },
];

function list(context: RestContext): RestReply {
  const { account, query } = context;
  const country = query.get("IsoCountry");
  const found = [...account.addresses.values()].filter(
    ({ isoCountry }) => !country || isoCountry === country,
  );
  return listPage(context, "addresses", found, (address) => render(context, address));
}

function show(context: RestContext): RestReply {
  const found = context.account.addresses.get(context.param("address"));
  if (!found) throw notFound(context.path);
  return json(render(context, found));
}

function render({ account }: RestContext, address: AddressData): Record<string, unknown> {
  return {
    account_sid: account.sid,
    city: address.city,
    customer_name: address.customerName,
    date_created: rfc2822(address.createdAt),
    date_updated: rfc2822(address.createdAt),
    emergency_enabled: false,
    friendly_name: address.friendlyName,
    iso_country: address.isoCountry,
    postal_code: address.postalCode,
    region: address.region,
    sid: address.sid,
    street: address.street,
    street_secondary: null,
    uri: `${accountPath(account)}/Addresses/${address.sid}.json`,
    validated: true,
    verified: true,
  };
}

import type { MessagingServiceData, NumberData } from "@/local/carrier/model";
import { placeOf } from "@/local/carrier/phone-number";
import {
  json,
  one,
  type RestContext,
  type RestReply,
  type RestRoute,
} from "@/local/carrier/rest/context";
import { badRequest, notFound, RestError } from "@/local/carrier/rest/errors";
import { friendlyNameOf } from "@/local/carrier/rest/friendly-name";
import { iso8601, productPage, productUrl } from "@/local/carrier/rest/products";
import { methodOf, webhookOf } from "@/local/carrier/rest/webhook-settings";
import { newSid } from "@/local/carrier/sid";

const ALL = "/messaging/v1/Services";
const ONE = `${ALL}/${one("service", "MG")}`;
const NUMBERS = `${ONE}/PhoneNumbers`;

/** https://www.twilio.com/docs/messaging/api/service-resource */
export const messagingServiceRoutes: RestRoute[] = [
  { method: "GET", path: ALL, handle: list },
  { method: "POST", path: ALL, handle: create },
  { method: "GET", path: ONE, handle: (context) => show(context, find(context)) },
  { method: "POST", path: ONE, handle: update },
  { method: "DELETE", path: ONE, handle: remove },
  { method: "GET", path: NUMBERS, handle: listNumbers },
  { method: "POST", path: NUMBERS, handle: addNumber },
  { method: "DELETE", path: `${NUMBERS}/${one("number", "PN")}`, handle: removeNumber },
];

function find({ account, param, path }: RestContext): MessagingServiceData {
  const found = account.services.get(param("service"));
  if (!found) throw notFound(path);
  return found;
}

function show(context: RestContext, service: MessagingServiceData, status = 200): RestReply {
  return json(render(context, service), status);
}

function list(context: RestContext): RestReply {
  const all = [...context.account.services.values()].reverse();
  return productPage(context, "services", all, (service) => render(context, service));
}

function create(context: RestContext): RestReply {
  const { account, form } = context;
  if (!form.get("FriendlyName")) throw badRequest(20001, "Missing required parameter FriendlyName");
  const now = account.clock.now();
  const service: MessagingServiceData = {
    sid: newSid("MG"),
    friendlyName: "",
    inboundRequestUrl: "",
    inboundMethod: "POST",
    fallbackUrl: "",
    fallbackMethod: "POST",
    statusCallback: "",
    useInboundWebhookOnNumber: false,
    ...settings(form),
    numberSids: [],
    createdAt: now,
    updatedAt: now,
  };
  account.services.set(service.sid, service);
  account.journal.changed();
  return show(context, service, 201);
}

function update(context: RestContext): RestReply {
  const { account, form } = context;
  const service = find(context);
  Object.assign(service, settings(form), { updatedAt: account.clock.now() });
  account.journal.changed();
  return show(context, service);
}

function remove(context: RestContext): RestReply {
  const { account } = context;
  account.services.delete(find(context).sid);
  account.journal.changed();
  return { kind: "empty", status: 204 };
}

function listNumbers(context: RestContext): RestReply {
  const service = find(context);
  const { numbers } = context.account;
  const found = service.numberSids.flatMap((sid) => numbers.get(sid) ?? []);
  return productPage(context, "phone_numbers", found, (it) => renderNumber(context, service, it));
}

/** A number is a sender of one service at most. */
function addNumber(context: RestContext): RestReply {
  const { account, form } = context;
  const service = find(context);
  const number = account.numbers.get(form.get("PhoneNumberSid") ?? "");
  if (!number) throw badRequest(21705, "The phone number is not one of this account");
  for (const { numberSids, sid } of account.services.values()) {
    if (!numberSids.includes(number.sid)) continue;
    const code = sid === service.sid ? 21710 : 21712;
    throw new RestError(409, code, "The phone number is in a Messaging Service already");
  }
  service.numberSids.push(number.sid);
  account.journal.changed();
  return json(renderNumber(context, service, number), 201);
}

function removeNumber(context: RestContext): RestReply {
  const { account, param, path } = context;
  const service = find(context);
  if (!service.numberSids.includes(param("number"))) throw notFound(path);
  service.numberSids = service.numberSids.filter((sid) => sid !== param("number"));
  account.journal.changed();
  return { kind: "empty", status: 204 };
}

/** What the form sets; everything else stays. */
function settings(form: URLSearchParams): Partial<MessagingServiceData> {
  const onNumber = form.get("UseInboundWebhookOnNumber");
  const given = {
    friendlyName: friendlyNameOf(form),
    inboundRequestUrl: webhookOf(form, "InboundRequestUrl"),
    inboundMethod: methodOf(form, "InboundMethod"),
    fallbackUrl: webhookOf(form, "FallbackUrl"),
    fallbackMethod: methodOf(form, "FallbackMethod"),
    statusCallback: webhookOf(form, "StatusCallback"),
    useInboundWebhookOnNumber: onNumber === null ? undefined : onNumber === "true",
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function render({ account }: RestContext, service: MessagingServiceData): Record<string, unknown> {
  const url = productUrl(`${ALL}/${service.sid}`);
  return {
    sid: service.sid,
    account_sid: account.sid,
    friendly_name: service.friendlyName,
    date_created: iso8601(service.createdAt),
    date_updated: iso8601(service.updatedAt),
    inbound_request_url: service.inboundRequestUrl || null,
    inbound_method: service.inboundMethod,
    fallback_url: service.fallbackUrl || null,
    fallback_method: service.fallbackMethod,
    status_callback: service.statusCallback || null,
    sticky_sender: true,
    mms_converter: true,
    smart_encoding: false,
    scan_message_content: "inherit",
    fallback_to_long_code: false,
    area_code_geomatch: false,
    synchronous_validation: false,
    validity_period: 36_000,
    url,
    links: { phone_numbers: `${url}/PhoneNumbers` },
    usecase: "undeclared",
    us_app_to_person_registered: false,
    use_inbound_webhook_on_number: service.useInboundWebhookOnNumber,
  };
}

function renderNumber(
  { account }: RestContext,
  service: MessagingServiceData,
  number: NumberData,
): Record<string, unknown> {
  return {
    sid: number.sid,
    account_sid: account.sid,
    service_sid: service.sid,
    date_created: iso8601(number.createdAt),
    date_updated: iso8601(number.updatedAt),
    phone_number: number.phoneNumber,
    country_code: placeOf(number.phoneNumber).Country || null,
    capabilities: ["Voice", "SMS", "MMS"],
    url: productUrl(`${ALL}/${service.sid}/PhoneNumbers/${number.sid}`),
  };
}

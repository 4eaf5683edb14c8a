import type { NumberData } from "@/local/carrier/model";
import { TEST_NUMBER, takeNumber } from "@/local/carrier/rest/buy-number";
import {
  json,
  one,
  type RestContext,
  type RestReply,
  type RestRoute,
} from "@/local/carrier/rest/context";
import { badRequest, notFound } from "@/local/carrier/rest/errors";
import { listPage } from "@/local/carrier/rest/list";
import { renderNumber } from "@/local/carrier/rest/render";
import { methodOf, webhookOf } from "@/local/carrier/rest/webhook-settings";

const ONE = `/IncomingPhoneNumbers/${one("number", "PN", "json")}`;

export const numberRoutes: RestRoute[] = [
  { method: "GET", path: "/IncomingPhoneNumbers.json", handle: list },
  {
    method: "GET",
    path: ONE,
    handle: (context) => json(renderNumber(context.account, find(context))),
  },
  { method: "POST", path: "/IncomingPhoneNumbers.json", handle: buy },
  { method: "POST", path: ONE, handle: update },
  { method: "DELETE", path: ONE, handle: release },
];

function find({ account, param, path }: RestContext): NumberData {
  const number = account.numbers.get(param("number"));
  if (!number) throw notFound(path);
  return number;
}

function list(context: RestContext): RestReply {
  const { account, query } = context;
  const phone = query.get("PhoneNumber");
  const name = query.get("FriendlyName");
  // Twilio finds a number by any part of it, with * for unknown digits.
  const pattern = phone && new RegExp(phone.replace(/[^\d*]/g, "").replaceAll("*", "\\d"));
  const found = [...account.numbers.values()]
    .filter(
      (number) =>
        (!pattern || pattern.test(number.phoneNumber)) && (!name || number.friendlyName === name),
    )
    .reverse();
  return listPage(context, "incoming_phone_numbers", found, (item) => renderNumber(account, item));
}

const URLS = {
  VoiceUrl: "voiceUrl",
  VoiceFallbackUrl: "voiceFallbackUrl",
  StatusCallback: "statusCallback",
  SmsUrl: "smsUrl",
  SmsFallbackUrl: "smsFallbackUrl",
} as const;
const METHODS = {
  VoiceMethod: "voiceMethod",
  VoiceFallbackMethod: "voiceFallbackMethod",
  StatusCallbackMethod: "statusCallbackMethod",
  SmsMethod: "smsMethod",
  SmsFallbackMethod: "smsFallbackMethod",
} as const;
const SIDS = {
  SmsApplicationSid: "smsApplicationSid",
  IdentitySid: "identitySid",
  AddressSid: "addressSid",
  BundleSid: "bundleSid",
  EmergencyAddressSid: "emergencyAddressSid",
} as const;

/** Either everything that the form sets is right, or nothing is bought. */
function buy(context: RestContext): RestReply {
  const { account } = context;
  const number = takeNumber(context);
  change(context, number);
  // Twilio's test number only shows that the request is well formed; nothing is bought.
  if (number.phoneNumber !== TEST_NUMBER) account.numbers.set(number.sid, number);
  account.journal.changed();
  return json(renderNumber(account, number), 201);
}

function release(context: RestContext): RestReply {
  const { account } = context;
  const number = find(context);
  account.numbers.delete(number.sid);
  for (const service of account.services.values()) {
    service.numberSids = service.numberSids.filter((sid) => sid !== number.sid);
  }
  account.journal.changed();
  return { kind: "empty", status: 204 };
}

function update(context: RestContext): RestReply {
  const { account } = context;
  const number = find(context);
  change(context, number);
  account.journal.changed();
  return json(renderNumber(account, number));
}

/** Sets what the form says; throws before anything is changed. */
function change(context: RestContext, number: NumberData): void {
  const { form, account } = context;
  const changed = { ...number };
  for (const [name, key] of Object.entries(URLS)) {
    changed[key] = webhookOf(form, name) ?? changed[key];
  }
  for (const [name, key] of Object.entries(METHODS)) {
    changed[key] = methodOf(form, name) ?? changed[key];
  }
  for (const [name, key] of Object.entries(SIDS)) {
    const value = form.get(name);
    if (value !== null) changed[key] = value || null;
  }
  changed.friendlyName = form.get("FriendlyName") ?? changed.friendlyName;
  const lookup = form.get("VoiceCallerIdLookup");
  if (lookup !== null) changed.voiceCallerIdLookup = lookup === "true";
  const mode = form.get("VoiceReceiveMode");
  if (mode === "voice" || mode === "fax") changed.voiceReceiveMode = mode;
  const emergency = form.get("EmergencyStatus");
  if (emergency === "Active" || emergency === "Inactive") changed.emergencyStatus = emergency;
  setRoute(context, changed);
  changed.updatedAt = account.clock.now();
  Object.assign(number, changed);
}

/** A TwiML app and a trunk exclude each other: setting one clears the other. */
function setRoute({ form }: RestContext, number: NumberData): void {
  const app = form.get("VoiceApplicationSid");
  const trunk = form.get("TrunkSid");
  if (app !== null) {
    if (app && !/^AP[0-9a-f]{32}$/i.test(app)) {
      throw badRequest(21406, `Invalid VoiceApplicationSid: ${app}`);
    }
    number.voiceApplicationSid = app || null;
    if (app) number.trunkSid = null;
  }
  if (trunk !== null) {
    if (trunk && !/^TK[0-9a-f]{32}$/i.test(trunk)) {
      throw badRequest(21245, `Invalid TrunkSid: ${trunk}`);
    }
    number.trunkSid = trunk || null;
    if (trunk) number.voiceApplicationSid = null;
  }
}

import { rfc2822 } from "@/local/carrier/dates";
import { validateCallerId } from "@/local/carrier/engine/validate-caller-id";
import type { CallerIdData } from "@/local/carrier/model";
import { isE164, toE164 } from "@/local/carrier/phone-number";
import {
  json,
  one,
  type RestContext,
  type RestReply,
  type RestRoute,
} from "@/local/carrier/rest/context";
import { webhook } from "@/local/carrier/rest/create-call";
import { badRequest, notFound } from "@/local/carrier/rest/errors";
import { friendlyNameOf } from "@/local/carrier/rest/friendly-name";
import { listPage } from "@/local/carrier/rest/list";
import { accountPath } from "@/local/carrier/rest/render";

const ALL = "/OutgoingCallerIds";
const ONE = `${ALL}/${one("callerId", "PN", "json")}`;

/** https://www.twilio.com/docs/voice/api/outgoing-caller-ids */
export const callerIdRoutes: RestRoute[] = [
  { method: "GET", path: `${ALL}.json`, handle: list },
  { method: "POST", path: `${ALL}.json`, handle: create },
  { method: "GET", path: ONE, handle: (context) => json(render(context, find(context))) },
  { method: "POST", path: ONE, handle: update },
  { method: "DELETE", path: ONE, handle: remove },
];

function find({ account, param, path }: RestContext): CallerIdData {
  const found = account.callerIds.get(param("callerId"));
  if (!found) throw notFound(path);
  return found;
}

function list(context: RestContext): RestReply {
  const { account, query } = context;
  const wanted = (name: string, value: string) => !query.get(name) || query.get(name) === value;
  const found = [...account.callerIds.values()].filter(
    (it) => wanted("PhoneNumber", it.phoneNumber) && wanted("FriendlyName", it.friendlyName),
  );
  return listPage(context, "outgoing_caller_ids", found, (it) => render(context, it));
}

/** Calls the number; the answer has the code that is to be typed there. */
function create({ account, form }: RestContext): RestReply {
  const given = form.get("PhoneNumber") ?? "";
  const phoneNumber = toE164(given);
  if (!phoneNumber || !isE164(phoneNumber)) {
    throw badRequest(21421, `PhoneNumber is invalid: ${given}`);
  }
  if (account.callerIdOf(phoneNumber) || account.numberOf(phoneNumber)) {
    throw badRequest(21450, `Phone number already validated: ${given}`);
  }
  const friendlyName = friendlyNameOf(form) ?? "";
  const statusCallback = webhook(form, "StatusCallback");
  const { callSid, code } = validateCallerId(account, {
    phoneNumber,
    friendlyName,
    statusCallback,
  });
  return json({
    account_sid: account.sid,
    call_sid: callSid,
    friendly_name: friendlyName || phoneNumber,
    phone_number: phoneNumber,
    validation_code: code,
  });
}

function update(context: RestContext): RestReply {
  const { account, form } = context;
  const callerId = find(context);
  callerId.friendlyName = friendlyNameOf(form) ?? callerId.friendlyName;
  callerId.updatedAt = account.clock.now();
  account.journal.changed();
  return json(render(context, callerId));
}

function remove(context: RestContext): RestReply {
  const { account } = context;
  account.callerIds.delete(find(context).sid);
  account.journal.changed();
  return { kind: "empty", status: 204 };
}

function render({ account }: RestContext, callerId: CallerIdData): Record<string, unknown> {
  return {
    sid: callerId.sid,
    date_created: rfc2822(callerId.createdAt),
    date_updated: rfc2822(callerId.updatedAt),
    friendly_name: callerId.friendlyName,
    account_sid: account.sid,
    phone_number: callerId.phoneNumber,
    uri: `${accountPath(account)}${ALL}/${callerId.sid}.json`,
  };
}

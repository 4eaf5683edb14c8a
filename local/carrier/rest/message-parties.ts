import type { Account } from "@/local/carrier/engine/account";
import { senderFor } from "@/local/carrier/engine/messages/services";
import type { MessagingServiceData } from "@/local/carrier/model";
import { isE164, toE164 } from "@/local/carrier/phone-number";
import { badRequest } from "@/local/carrier/rest/errors";

/** Twilio's numbers for trying out refusals (https://www.twilio.com/docs/iam/test-credentials). */
export const TEST_FROM = "+15005550006";
const INVALID = "+15005550001";
const TEST_SENDERS: Record<string, [code: number, message: string]> = {
  "+15005550007": [21606, "The 'From' phone number is not a valid, SMS-capable phone number"],
  "+15005550008": [21611, "The 'From' number has exceeded the maximum number of queued messages"],
};
const TEST_RECIPIENTS: Record<string, [code: number, message: string]> = {
  [INVALID]: [21211, "The 'To' number is not a valid phone number"],
  "+15005550002": [21612, "The 'To' phone number is not currently reachable"],
  "+15005550003": [21408, "Permission to send an SMS has not been enabled for the region"],
  "+15005550004": [21610, "Attempt to send to unsubscribed recipient"],
  "+15005550009": [21614, "The 'To' number is not a valid mobile number"],
};
/** A name in a number's place: up to eleven characters, with a letter. */
const SENDER_NAME = /^(?=.*[A-Za-z])[A-Za-z0-9 &+_-]{1,11}$/;

export function recipientOf(text: string | null): string {
  if (!text) throw badRequest(21604, "A 'To' phone number is required.");
  const number = toE164(text);
  const test = TEST_RECIPIENTS[number ?? text];
  if (test) throw badRequest(...test);
  if (!number || !isE164(number)) {
    throw badRequest(21211, `Invalid 'To' Phone Number: ${text}`);
  }
  return number;
}

/** Who sends: a number or a name, or one of a Messaging Service's numbers. */
export function senderOf(
  account: Account,
  form: URLSearchParams,
  to: string,
): { from: string; service?: MessagingServiceData } {
  const sid = form.get("MessagingServiceSid");
  if (!sid) return { from: fromOf(account, form.get("From")) };
  const service = account.services.get(sid);
  if (!service) throw badRequest(21701, `The Messaging Service ${sid} does not exist`);
  const from = form.get("From")
    ? fromOf(account, form.get("From"))
    : senderFor(account, service, to);
  if (!from) throw badRequest(21704, "The Messaging Service contains no phone numbers");
  return { from, service };
}

function fromOf(account: Account, text: string | null): string {
  if (!text) throw badRequest(21603, "A 'From' phone number is required.");
  if (SENDER_NAME.test(text)) return text;
  const number = toE164(text);
  const test = TEST_SENDERS[number ?? text];
  if (test) throw badRequest(...test);
  if (!number || !isE164(number) || number === INVALID) {
    throw badRequest(21212, `Invalid 'From' Phone Number: ${text}`);
  }
  const owned = account.numberOf(number);
  if (number !== TEST_FROM && !(owned && (owned.capabilities?.sms ?? true))) {
    throw badRequest(
      21606,
      `The 'From' phone number ${text} is not a valid, SMS-capable inbound phone number or ` +
        "short code for your account.",
    );
  }
  return number;
}

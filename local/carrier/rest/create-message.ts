import type { Account } from "@/local/carrier/engine/account";
import type { TextPlan } from "@/local/carrier/engine/messages/send";
import { textingOf } from "@/local/carrier/engine/messages/texting";
import { isE164, toE164 } from "@/local/carrier/phone-number";
import type { RestContext } from "@/local/carrier/rest/context";
import { webhook } from "@/local/carrier/rest/create-call";
import { badRequest } from "@/local/carrier/rest/errors";

const MAX_BODY = 1600;
const MOST_MEDIA = 10;

/** Twilio's numbers for trying out refusals (https://www.twilio.com/docs/iam/test-credentials). */
export const TEST_FROM = "+15005550006";
const INVALID = "+15005550001";
const TEST_SENDERS: Record<string, [code: number, message: string]> = {
  "+15005550007": [21606, "The 'From' phone number is not a valid, SMS-capable phone number"],
  "+15005550008": [21611, "The 'From' number has exceeded the maximum number of queued messages"],
};
const TEST_TO: Record<string, [code: number, message: string]> = {
  [INVALID]: [21211, "The 'To' number is not a valid phone number"],
  "+15005550002": [21612, "The 'To' phone number is not currently reachable"],
  "+15005550003": [21408, "Permission to send an SMS has not been enabled for the region"],
  "+15005550004": [21610, "Attempt to send to unsubscribed recipient"],
  "+15005550009": [21614, "The 'To' number is not a valid mobile number"],
};

/** Reads `POST Messages.json`; throws the refusal. */
export function messagePlan({ account, form }: RestContext): TextPlan {
  const to = destination(form.get("To"));
  const from = sender(account, form.get("From"));
  const body = form.get("Body") ?? "";
  const mediaUrls = form.getAll("MediaUrl").filter(Boolean);
  if (form.get("ContentSid")) throw badRequest(21656, "Content templates are not played here");
  if (body.trim() === "" && mediaUrls.length === 0) {
    throw badRequest(21602, "Message body is required.");
  }
  if (body.length > MAX_BODY) {
    throw badRequest(21617, "The concatenated message body exceeds the 1600 character limit");
  }
  if (mediaUrls.length > MOST_MEDIA) {
    throw badRequest(21623, "Number of media files exceeds allowed limit");
  }
  for (const url of mediaUrls) {
    if (!/^https?:$/.test(URL.parse(url)?.protocol ?? "")) {
      throw badRequest(21620, `Invalid media URL: ${url}`);
    }
  }
  if (textingOf(account).get(to) === "not-mobile") {
    throw badRequest(21614, `'To' number is not a valid mobile number: ${to}`);
  }
  const callback = webhook(form, "StatusCallback");
  return {
    direction: "outbound-api",
    from,
    to,
    body,
    mediaUrls,
    messagingServiceSid: null,
    statusCallback: callback ? { url: callback, method: "POST" } : null,
  };
}

function destination(text: string | null): string {
  if (!text) throw badRequest(21604, "A 'To' phone number is required.");
  const number = toE164(text);
  const test = TEST_TO[number ?? text];
  if (test) throw badRequest(...test);
  if (!number || !isE164(number)) {
    throw badRequest(21211, `Invalid 'To' Phone Number: ${text}`);
  }
  return number;
}

function sender(account: Account, text: string | null): string {
  if (!text) throw badRequest(21603, "A 'From' phone number is required.");
  const number = toE164(text);
  const test = TEST_SENDERS[number ?? text];
  if (test) throw badRequest(...test);
  if (!number || !isE164(number) || number === INVALID) {
    throw badRequest(21212, `Invalid 'From' Phone Number: ${text}`);
  }
  if (number !== TEST_FROM && !account.numberOf(number)) {
    throw badRequest(
      21606,
      `The 'From' phone number ${text} is not a valid, SMS-capable inbound phone number or ` +
        "short code for your account.",
    );
  }
  return number;
}

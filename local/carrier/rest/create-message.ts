import type { Account } from "@/local/carrier/engine/account";
import { isOptedOut } from "@/local/carrier/engine/messages/opt-out";
import type { TextPlan } from "@/local/carrier/engine/messages/send";
import { textingOf } from "@/local/carrier/engine/messages/texting";
import { isTollFree, placeOf } from "@/local/carrier/phone-number";
import type { RestContext } from "@/local/carrier/rest/context";
import { webhook } from "@/local/carrier/rest/create-call";
import { badRequest } from "@/local/carrier/rest/errors";
import { recipientOf, senderOf } from "@/local/carrier/rest/message-parties";
import { sendAtOf } from "@/local/carrier/rest/schedule";

const MAX_BODY = 1600;
const MOST_MEDIA = 10;

/** Reads `POST Messages.json`; throws the refusal. */
export function messagePlan({ account, form }: RestContext): TextPlan {
  if (form.get("ContentSid")) throw badRequest(21656, "Content templates are not played here");
  const to = recipientOf(form.get("To"));
  const { from, service } = senderOf(account, form, to);
  const body = form.get("Body") ?? "";
  const mediaUrls = mediaOfForm(form);
  if (body.trim() === "" && mediaUrls.length === 0) {
    throw badRequest(21602, "Message body is required.");
  }
  if (body.length > MAX_BODY) {
    throw badRequest(21617, "The concatenated message body exceeds the 1600 character limit.");
  }
  refuseRecipient(account, from, to);
  const callback = webhook(form, "StatusCallback") ?? service?.statusCallback;
  const sendAt = sendAtOf(form, account.clock.now());
  return {
    direction: "outbound-api",
    from,
    to,
    body,
    mediaUrls,
    messagingServiceSid: service?.sid ?? null,
    statusCallback: callback ? { url: callback, method: "POST" } : null,
    ...(sendAt !== undefined && { sendAt }),
  };
}

function mediaOfForm(form: URLSearchParams): string[] {
  const urls = form.getAll("MediaUrl").filter(Boolean);
  if (urls.length > MOST_MEDIA) {
    throw badRequest(21623, "Number of media files exceeds allowed limit");
  }
  for (const url of urls) {
    if (!/^https?:$/.test(URL.parse(url)?.protocol ?? "")) {
      throw badRequest(21620, `Invalid media URL: ${url}`);
    }
  }
  return urls;
}

function refuseRecipient(account: Account, from: string, to: string): void {
  const country = placeOf(to).Country;
  if (to === from) throw badRequest(21266, "'To' and 'From' number cannot be the same");
  if (account.options.noTextsTo.includes(country)) {
    throw badRequest(
      21408,
      `Permission to send an SMS has not been enabled for the region of the 'To' number: ${to}`,
    );
  }
  // Toll-free numbers reach North America only, names as senders everywhere else.
  const isAmerican = to.startsWith("+1");
  if (isTollFree(from) ? !isAmerican : !from.startsWith("+") && isAmerican) {
    throw badRequest(
      21612,
      "Message cannot be sent with the current combination of 'To' and/or 'From' parameters",
    );
  }
  if (textingOf(account).get(to) === "not-mobile") {
    throw badRequest(21614, `'To' number is not a valid mobile number: ${to}`);
  }
  if (isOptedOut(account, from, to)) {
    throw badRequest(21610, "Attempt to send to unsubscribed recipient");
  }
}

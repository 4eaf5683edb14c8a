import { countryName } from "@/lib/core/country";
import type { Place } from "@/lib/core/destination";
import { AppError, type ErrorKind } from "@/lib/core/errors";
import { formatWait } from "@/lib/core/time";
import type { MessageRefusal } from "@/lib/messages/machine";

const sentences: Record<
  MessageRefusal["refused"],
  [ErrorKind, (no: MessageRefusal, to: Place | null) => string]
> = {
  not_a_member: ["forbidden", () => "You don't belong to a company."],
  contact_not_found: ["not_found", () => "This contact doesn't exist."],
  twilio_not_configured: ["conflict", () => "Your company isn't connected to Twilio yet."],
  number_not_yours: [
    "unprocessable",
    () => "This isn't one of your company's numbers: the message can't come from it.",
  ],
  own_number: ["bad_request", () => "That is your company's own number."],
  idempotency_key_reused: [
    "unprocessable",
    () => "This Idempotency-Key has sent another message. Use a new one.",
  ],
  country_not_allowed: [
    "forbidden",
    (_, to) =>
      `Messages to ${to?.country ? countryName(to.country) : "there"} aren't allowed in your company. They can be allowed in Settings → Calling.`,
  ],
  number_not_allowed: ["forbidden", () => "This number can't be texted from Ringbook."],
  opted_out: [
    "forbidden",
    () => "This person has opted out (STOP). Only they can opt in again, by texting START.",
  ],
  do_not_call: [
    "forbidden",
    () => "This number is on your do-not-call list: it can be answered for a day after it writes.",
  ],
  quiet_hours: ["conflict", () => "It's too late or too early to text where they are."],
  media_not_found: ["unprocessable", () => "An attachment is gone. Add it again."],
  user_limit_reached: [
    "too_many",
    (no) => `You've reached the limit of ${counted(no)} per person. ${again(no)}`,
  ],
  tenant_limit_reached: [
    "too_many",
    (no) => `Your company has reached its limit of ${counted(no)}. ${again(no)}`,
  ],
  too_late: ["conflict", () => "It couldn't be sent within an hour of its time. Send it again."],
  sender_left: ["forbidden", () => "Whoever wrote it has left the company since."],
  spend_limit_reached: [
    "too_many",
    () =>
      "Your company has reached its daily spending limit. You can send again tomorrow, or once the limit is raised in Settings → Calling.",
  ],
};

const counted = ({ allowed = 1, per = "hour" }: MessageRefusal) =>
  `${allowed === 1 ? "1 message" : `${allowed} messages`} per ${per}`;
const again = ({ retry_after }: MessageRefusal) =>
  `You can send again in ${formatWait(retry_after ?? 60)}.`;

/** What stands until an admin changes a setting. */
const forAdmins: ReadonlySet<MessageRefusal["refused"]> = new Set([
  ...(["twilio_not_configured", "country_not_allowed", "spend_limit_reached"] as const),
]);

/** Why a message isn't sent, in words. */
export function refusalWords(no: MessageRefusal, to: Place | null): string {
  return sentences[no.refused][1](no, to);
}

/** The error of a message that the database did not begin. */
export function messageRefused(no: MessageRefusal, to: Place, hint = ""): AppError {
  const [kind] = sentences[no.refused];
  const code = no.refused === "own_number" ? "invalid_number" : no.refused;
  return new AppError(kind, code, `${refusalWords(no, to)}${hint}`, {
    details: {
      ...(code === "invalid_number" && { field: "to" }),
      ...(code === "number_not_yours" && { field: "from" }),
      ...(no.retry_after !== undefined && { retryAfter: no.retry_after }),
      ...(no.until !== undefined && { sendAt: no.until }),
      ...(forAdmins.has(no.refused) && { forAdmins: true }),
    },
  });
}

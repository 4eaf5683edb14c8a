import type { CallRefusal } from "@/lib/calls/machine";
import { unknownRange } from "@/lib/calls/unknown-range";
import { countryName, type Located, type Place } from "@/lib/core/destination";
import { AppError, type ErrorKind } from "@/lib/core/errors";
import { formatWait } from "@/lib/core/time";

const perLimit = { hour: "in the last hour", day: "in the last 24 hours" };

const sentences: Record<
  CallRefusal["refused"],
  [ErrorKind, code: string, (no: CallRefusal, to: Located, own: Located | null) => string]
> = {
  not_a_member: ["forbidden", "no_workspace", () => "You do not belong to a workspace."],
  contact_not_found: ["not_found", "contact_not_found", () => "There is no such contact."],
  twilio_not_configured: [
    "conflict",
    "twilio_not_configured",
    () => "Configure Twilio in Settings → Twilio",
  ],
  number_not_yours: [
    "unprocessable",
    "number_not_yours",
    () => "This is not one of your company's numbers: the call cannot show it.",
  ],
  no_personal_phone: [
    "unprocessable",
    "no_personal_phone",
    () => "Add the phone you talk from in Settings → Profile",
  ],
  phone_not_verified: [
    "unprocessable",
    "phone_not_verified",
    () =>
      "Prove your phone first, in Settings → Profile: we call it and you type the code you hear",
  ],
  own_number: ["bad_request", "invalid_number", () => "That is your own number."],
  call_in_progress: [
    "conflict",
    "call_in_progress",
    ({ ending }) =>
      ending
        ? "Your last call is over, but your phone is still on the line. Hang up first."
        : "You are on a call, or your phone is ringing. End that first.",
  ],
  idempotency_key_reused: [
    "unprocessable",
    "idempotency_key_reused",
    () => "This Idempotency-Key has placed another call. Use a new one.",
  ],
  country_not_allowed: [
    "forbidden",
    "country_not_allowed",
    (_, { place }) => `Calls to ${country(place)} are not allowed in your company. ${anAdmin}`,
  ],
  number_not_allowed: [
    "forbidden",
    "number_not_allowed",
    (_, to) => unknownRange(to) ?? strange[to.place.kind],
  ],
  do_not_call: ["forbidden", "do_not_call", () => "This number is on your do-not-call list."],
  phone_changed: [
    "conflict",
    "phone_changed",
    () => "Your own phone has just been changed. Please try again.",
  ],
  own_phone_not_allowed: [
    "unprocessable",
    "own_phone_not_allowed",
    (_, __, own) => (own ? ownPhone(own) : "Your own phone cannot be rung."),
  ],
  too_many_calls: [
    "too_many",
    "too_many_calls",
    (no) =>
      `Your company is on ${counted(no.allowed)} at once, as many as it allows. Try again when one has ended.`,
  ],
  user_limit_reached: [
    "too_many",
    "user_limit_reached",
    (no) =>
      `You have placed ${counted(no.allowed)} ${perLimit[no.per ?? "hour"]}, as many as your company allows. ${again(no)}`,
  ],
  tenant_limit_reached: [
    "too_many",
    "tenant_limit_reached",
    (no) =>
      `Your company has placed ${counted(no.allowed)} ${perLimit[no.per ?? "hour"]}, as many as it allows. ${again(no)}`,
  ],
  spend_limit_reached: [
    "too_many",
    "spend_limit_reached",
    () =>
      "Your company has spent what it allows for calls today. It can call again tomorrow, or when an admin raises the limit in Settings → Calling.",
  ],
};

const anAdmin = "An admin can allow them in Settings → Calling.";

function ownPhone(own: Located): string {
  if (own.place.kind === "ordinary")
    return `Your own phone cannot be rung: calls to ${country(own.place)} are not allowed in your company. ${anAdmin}`;
  const why = unknownRange(own);
  if (why) return `Your own phone cannot be rung. ${why}`;
  return "Your own phone cannot be rung: its number is not an ordinary one. Change it in Settings → Profile.";
}

/** What is refused whatever an admin allows; the other kinds have a range to allow. */
const strange: Record<Place["kind"], string> = {
  ordinary: "This number cannot be called from here.",
  premium: "Premium-rate and special-price numbers cannot be called from here.",
  network: "Satellite phones and international networks cannot be called from here.",
  special: "This number cannot be called from here.",
  unknown: "This number cannot be called from here.",
};

const country = ({ country }: Place) => (country === null ? "there" : countryName(country));
const counted = (count = 1) => (count === 1 ? "1 call" : `${count} calls`);
const again = ({ retry_after }: CallRefusal) =>
  `You can call again in ${formatWait(retry_after ?? 60)}.`;

/** The error of a call that the database did not begin; `to` and `own` are the two phones. */
export function callRefused(no: CallRefusal, to: Located, own: Located | null): AppError {
  const [kind, code, say] = sentences[no.refused];
  return new AppError(kind, code, say(no, to, own), {
    details: {
      ...(code === "invalid_number" && { field: "to" }),
      ...(code === "number_not_yours" && { field: "from" }),
      ...(no.retry_after !== undefined && { retryAfter: no.retry_after }),
    },
  });
}

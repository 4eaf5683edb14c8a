import type { CallRefusal } from "@/lib/calls/machine";
import { unknownRange } from "@/lib/calls/unknown-range";
import { countryName } from "@/lib/core/country";
import type { Located, Place } from "@/lib/core/destination";
import { AppError, type ErrorKind } from "@/lib/core/errors";
import { formatWait } from "@/lib/core/time";

const sentences: Record<
  CallRefusal["refused"],
  [ErrorKind, code: string, (no: CallRefusal, to: Located | null, own: Located | null) => string]
> = {
  not_a_member: ["forbidden", "no_workspace", () => "You don't belong to a company."],
  contact_not_found: ["not_found", "contact_not_found", () => "This contact doesn't exist."],
  twilio_not_configured: [
    "conflict",
    "twilio_not_configured",
    () => "Your company isn't connected to Twilio yet.",
  ],
  browser_calls_off: [
    "conflict",
    "browser_calls_off",
    () => "Calls in the browser aren't turned on for your company yet.",
  ],
  number_not_yours: [
    "unprocessable",
    "number_not_yours",
    () => "This isn't one of your company's numbers: the call can't show it.",
  ],
  no_personal_phone: [
    "unprocessable",
    "no_personal_phone",
    () => "Add the phone you talk from in Settings → Profile.",
  ],
  phone_not_verified: [
    "unprocessable",
    "phone_not_verified",
    () => "Verify your phone first, in Settings → Profile: we'll call you with a code.",
  ],
  own_number: ["bad_request", "invalid_number", () => "That is your own number."],
  call_in_progress: [
    "conflict",
    "call_in_progress",
    ({ ending }) =>
      ending
        ? "Your last call is over, but your phone is still on the line. Hang up first."
        : "You're already on a call. Hang up first.",
  ],
  idempotency_key_reused: [
    "unprocessable",
    "idempotency_key_reused",
    () => "This Idempotency-Key has placed another call. Use a new one.",
  ],
  country_not_allowed: [
    "forbidden",
    "country_not_allowed",
    (_, to) => `Calls to ${country(to?.place)} aren't allowed in your company. ${allow}`,
  ],
  number_not_allowed: [
    "forbidden",
    "number_not_allowed",
    (_, to) => (to && unknownRange(to)) ?? strange[to?.place.kind ?? "unknown"],
  ],
  do_not_call: ["forbidden", "do_not_call", () => "This number is on your do-not-call list."],
  phone_changed: [
    "conflict",
    "phone_changed",
    () => "Your own phone was just changed. Please try again.",
  ],
  own_phone_not_allowed: [
    "unprocessable",
    "own_phone_not_allowed",
    (_, __, own) => (own ? ownPhoneRefused(own) : "Your own phone can't be called."),
  ],
  too_many_calls: [
    "too_many",
    "too_many_calls",
    (no) =>
      `Your company has reached its limit of ${concurrent(no.allowed)}. Try again when one ends.`,
  ],
  user_limit_reached: [
    "too_many",
    "user_limit_reached",
    (no) =>
      `You've reached the limit of ${counted(no.allowed)} per person, per ${no.per ?? "hour"}. ${again(no)}`,
  ],
  tenant_limit_reached: [
    "too_many",
    "tenant_limit_reached",
    (no) =>
      `Your company has reached its limit of ${counted(no.allowed)} per ${no.per ?? "hour"}. ${again(no)}`,
  ],
  spend_limit_reached: [
    "too_many",
    "spend_limit_reached",
    () =>
      "Your company has reached its daily spending limit. You can call again tomorrow, or once the limit is raised in Settings → Calling.",
  ],
  entry_not_yours: [
    "conflict",
    "entry_not_yours",
    () => "Your time with this contact ran out. Take the next one from the call list.",
  ],
  called_meanwhile: [
    "conflict",
    "called_meanwhile",
    () => "A colleague is on a call with this contact right now.",
  ],
  colleague_not_found: [
    "not_found",
    "colleague_not_found",
    () => "This person isn't on your team.",
  ],
  unknown_extension: [
    "not_found",
    "unknown_extension",
    () => "Nobody in your company has this extension.",
  ],
  own_self: ["bad_request", "own_self", () => "You can't call yourself."],
  own_phone_needs_number: [
    "conflict",
    "own_phone_needs_number",
    () =>
      "Your phone can't ring until the company has a number. Until then, you can choose in Settings → Profile to call colleagues from the browser.",
  ],
  colleague_busy: [
    "conflict",
    "colleague_busy",
    ({ colleague }) => `${colleague} is on another call. Try again when it's over.`,
  ],
  colleague_offline: [
    "conflict",
    "colleague_offline",
    ({ colleague }) => `${colleague} is offline and takes no calls right now.`,
  ],
  colleague_unreachable: [
    "conflict",
    "colleague_unreachable",
    ({ colleague }) =>
      `${colleague} can't be called right now: no phone of theirs may ring, and they aren't online in the browser.`,
  ],
  colleague_needs_number: [
    "conflict",
    "colleague_needs_number",
    ({ colleague }) =>
      `${colleague} can only be called in the browser until the company has a number, and isn't online there.`,
  ],
};

const allow = "They can be allowed in Settings → Calling.";

/** Why somebody's own phone (`own`) may not be called, as they read it. */
export function ownPhoneRefused(own: Located): string {
  if (own.place.kind === "ordinary")
    return `Your own phone can't be called: calls to ${country(own.place)} aren't allowed in your company. ${allow}`;
  const why = unknownRange(own);
  if (why) return `Your own phone can't be called. ${why}`;
  return "Your own phone can't be called: its number isn't an ordinary one. Change it in Settings → Profile.";
}

/** What is refused whatever an admin allows; the other kinds have a range to allow. */
const strange: Record<Place["kind"], string> = {
  ordinary: "This number can't be called from Ringbook.",
  premium: "Premium-rate and special-price numbers can't be called from Ringbook.",
  network: "Satellite phones and international networks can't be called from Ringbook.",
  special: "This number can't be called from Ringbook.",
  unknown: "This number can't be called from Ringbook.",
};

/**
 * Whether a refused call stands until an admin changes a setting; `to` and `own` as `callRefused`.
 */
export function standsForAdmins(code: string, to: Located | null, own: Located | null): boolean {
  switch (code) {
    case "own_phone_not_allowed":
      return own !== null && (own.place.kind === "ordinary" || own.range !== null);
    case "number_not_allowed":
      return to !== null && to.range !== null;
    case "twilio_not_configured":
    case "browser_calls_off":
    case "own_phone_needs_number":
    case "country_not_allowed":
    case "spend_limit_reached":
      return true;
    default:
      return false;
  }
}

const country = (place?: Place) => (place?.country ? countryName(place.country) : "there");
const counted = (count = 1) => (count === 1 ? "1 call" : `${count} calls`);
const concurrent = (count = 1) => (count === 1 ? "1 concurrent call" : `${count} concurrent calls`);
const again = ({ retry_after }: CallRefusal) =>
  `You can call again in ${formatWait(retry_after ?? 60)}.`;

/**
 * The error of a call that the database did not begin; `to` and `own` are the two phones, `to` null
 * where a colleague is called.
 */
export function callRefused(no: CallRefusal, to: Located | null, own: Located | null): AppError {
  const [kind, code, say] = sentences[no.refused];
  return new AppError(kind, code, say(no, to, own), {
    details: {
      ...(code === "invalid_number" && { field: "to" }),
      ...(code === "number_not_yours" && { field: "from" }),
      ...(no.retry_after !== undefined && { retryAfter: no.retry_after }),
      ...(standsForAdmins(code, to, own) && { forAdmins: true }),
    },
  });
}

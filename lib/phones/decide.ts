import type { ErrorKind } from "@/lib/core/errors";

/** The last verification call, as its person may see it. Times are ISO 8601. */
export type Verification = {
  /** The phone (E.164) that was called. */
  phone: string;
  created_at: string;
  expires_at: string;
  wrong_tries: number;
  ended_as: string | null;
};

const maxTries = 5;

/** The state of the verification of someone's phone, for the page where they verify it. */
export type VerificationState =
  | { kind: "verified" }
  /** No code can be entered now; `why` says how the last call ended. */
  | { kind: "to_call"; why: "new" | "expired" | "wrong" | "refused" }
  /** The phone rings, or has said the code. */
  | { kind: "to_type"; triesLeft: number };

export function verificationState(
  { phone, verified }: { phone: string | null; verified: boolean },
  newest: Verification | null,
  now: Date,
): VerificationState {
  if (verified) return { kind: "verified" };
  // Only one of a person's phones is verified at a time.
  const last = newest?.phone === phone ? newest : null;
  switch (last?.ended_as) {
    case "wrong":
      return { kind: "to_call", why: "wrong" };
    case "refused":
      return { kind: "to_call", why: "refused" };
    case null:
      return Date.parse(last.expires_at) > now.getTime()
        ? { kind: "to_type", triesLeft: maxTries - last.wrong_tries }
        : { kind: "to_call", why: "expired" };
    default:
      return { kind: "to_call", why: "new" };
  }
}

/** Why the database refused a verification call. */
export type VerificationRefusal =
  | "not_a_member"
  | "no_personal_phone"
  | "phone_changed"
  | "already_verified"
  | "twilio_not_configured"
  | "own_number"
  | "own_phone_not_allowed"
  | "ringing"
  | "person_limit"
  | "tenant_limit";

/** The refusal as people read it. */
export const verificationRefusals: Record<VerificationRefusal, [ErrorKind, message: string]> = {
  not_a_member: ["forbidden", "You don't belong to a company."],
  no_personal_phone: ["unprocessable", "Save your phone's number first."],
  phone_changed: ["conflict", "Your phone's number was changed meanwhile. Reload the page."],
  already_verified: ["conflict", "Your phone is already verified. Reload the page."],
  twilio_not_configured: [
    "conflict",
    "Your company has no number to call you from yet. It is added in Settings → Phone numbers.",
  ],
  own_number: ["unprocessable", "This is the company's own number: it can't be your phone."],
  own_phone_not_allowed: ["unprocessable", "Your own phone can't be called."],
  ringing: ["too_many", "We are calling your phone. Wait half a minute before you ask again."],
  person_limit: ["too_many", "We have called you too often within an hour. Try again later."],
  tenant_limit: [
    "too_many",
    "Your company has verified many phones within the last hour. Try again later.",
  ],
};

/** How many tries are left; "" before the first wrong code. */
export function triesLeftWords(triesLeft: number): string {
  if (triesLeft >= maxTries) return "";
  return triesLeft === 1 ? "1 try left." : `${triesLeft} tries left.`;
}

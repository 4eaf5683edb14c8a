import type { AuthError, AuthWeakPasswordError } from "@supabase/supabase-js";
import type { ErrorKind } from "@/lib/core/errors";

/** Why sign-in said no, in words; `field` names the input it is about. */
export type AuthRefusal = { kind: ErrorKind; code: string; message: string; field?: string };

const aboutField: Record<string, { field: string; message: string }> = {
  invalid_credentials: { field: "password", message: "Wrong email or password." },
  user_already_exists: {
    field: "email",
    message: "An account with this email already exists. Sign in instead.",
  },
  email_exists: {
    field: "email",
    message: "An account with this email already exists. Sign in instead.",
  },
  email_address_invalid: { field: "email", message: "This email address isn't accepted." },
  weak_password: {
    field: "password",
    message: "This password is too easy to guess. Choose a longer one.",
  },
  same_password: {
    field: "password",
    message: "This is already your password. Choose a different one.",
  },
};

const expired = "This link has expired or has already been used. Request a new one.";
const tooMany = "Too many attempts. Please wait a minute and try again.";

const general: Record<string, { kind: ErrorKind; message: string }> = {
  email_not_confirmed: {
    kind: "unprocessable",
    message: "Confirm your email first: the link is in your inbox.",
  },
  otp_expired: { kind: "unprocessable", message: expired },
  flow_state_expired: { kind: "unprocessable", message: expired },
  flow_state_not_found: { kind: "unprocessable", message: expired },
  bad_code_verifier: { kind: "unprocessable", message: expired },
  signup_disabled: {
    kind: "forbidden",
    message: "New accounts can't be created at the moment.",
  },
  user_banned: { kind: "forbidden", message: "This account is blocked." },
  over_request_rate_limit: { kind: "too_many", message: tooMany },
  over_email_send_rate_limit: { kind: "too_many", message: tooMany },
};

/** What sign-in's answer means to a person. Codes: https://supabase.com/docs/guides/auth/debugging/error-codes */
export function authRefusal(error: AuthError): AuthRefusal {
  const code = error.code ?? "sign_in_failed";
  if (isWeakPassword(error)) {
    return { kind: "bad_request", code, field: "password", message: weakWords(error.reasons) };
  }
  if (error.name === "AuthSessionMissingError") {
    return { kind: "unprocessable", code: "session_missing", message: expired };
  }
  const named = aboutField[code];
  if (named) return { kind: "bad_request", code, ...named };
  const known = general[code];
  if (known) return { code, ...known };
  if (error.name === "AuthRetryableFetchError" || (error.status ?? 500) >= 500) {
    return {
      kind: "unavailable",
      code: "sign_in_unavailable",
      message: "Sign-in isn't responding. Please try again shortly.",
    };
  }
  if (error.status === 429) return { kind: "too_many", code, message: tooMany };
  return { kind: "unprocessable", code, message: `This didn't work: ${error.message}` };
}

// The library's own guards would bring the whole client into a pure file.
function isWeakPassword(error: AuthError): error is AuthWeakPasswordError {
  return error.name === "AuthWeakPasswordError";
}

function weakWords(reasons: readonly string[]): string {
  if (reasons.includes("pwned")) {
    return "This password appears in known leaks. Choose another one.";
  }
  if (reasons.includes("characters")) {
    return "Mix lower and upper case letters, digits and symbols in your password.";
  }
  return "This password is too easy to guess. Choose a longer one.";
}

/**
 * What Supabase's answer to a sign-up means. With confirmations on, an existing address looks new
 * but has no identity.
 */
export function signedUp(data: {
  session: object | null;
  user: { identities?: unknown[] } | null;
}): "signed_in" | "confirm_email" | "exists" {
  if (data.session) return "signed_in";
  return data.user?.identities?.length === 0 ? "exists" : "confirm_email";
}

/**
 * Sign-up's answer where addresses are confirmed: the same for a new address and for one that has
 * an account.
 */
export function confirmWords(email: string): string {
  return `Almost there: open the link we sent to ${email}. No email? You may already have an account: sign in or reset your password.`;
}

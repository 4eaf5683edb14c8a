import {
  AuthApiError,
  AuthRetryableFetchError,
  AuthWeakPasswordError,
} from "@supabase/supabase-js";
import { expect, test } from "vitest";
import { authRefusal, signedUp } from "@/lib/account/decide";

test.each([
  ["invalid_credentials", 400, "password", "Wrong email or password."],
  [
    "user_already_exists",
    422,
    "email",
    "An account with this email already exists. Sign in instead.",
  ],
  [
    "otp_expired",
    403,
    undefined,
    "This link has expired or has already been used. Request a new one.",
  ],
  [
    "over_request_rate_limit",
    429,
    undefined,
    "Too many attempts. Please wait a minute and try again.",
  ],
])("says what %s means", (code, status, field, message) => {
  const refusal = authRefusal(new AuthApiError("raw words", status, code));
  expect(refusal).toMatchObject({ code, message });
  expect(refusal.field).toBe(field);
});

test("says why a password is too weak, at the password", () => {
  const leaked = new AuthWeakPasswordError("weak", 422, ["pwned"]);
  expect(authRefusal(leaked)).toMatchObject({
    field: "password",
    message: "This password appears in known leaks. Choose another one.",
  });
});

test("says that sign-in does not answer when it cannot be reached", () => {
  expect(authRefusal(new AuthRetryableFetchError("fetch failed", 0)).kind).toBe("unavailable");
  expect(authRefusal(new AuthApiError("boom", 500, undefined)).kind).toBe("unavailable");
});

test("keeps the words of a refusal it does not know", () => {
  const unknown = authRefusal(new AuthApiError("Captcha needed", 400, "captcha_failed"));
  expect(unknown.message).toBe("This didn't work: Captcha needed");
});

test("tells a new account from one that exists or waits for its email", () => {
  expect(signedUp({ session: {}, user: { identities: [{}] } })).toBe("signed_in");
  expect(signedUp({ session: null, user: { identities: [{}] } })).toBe("confirm_email");
  expect(signedUp({ session: null, user: { identities: [] } })).toBe("exists");
});

import { expect, test } from "vitest";
import { readMailLink } from "@/lib/account/mail-link";

const read = (query: string) => readMailLink(new URLSearchParams(query));

test("a confirmation's token is handed to the page, which goes on to where the person was", () => {
  expect(read("token_hash=abc&type=email&next=/invite/1")).toEqual({
    kind: "page",
    page: "/confirm-email?token_hash=abc&type=email&next=%2Finvite%2F1",
  });
});

test("a reset's token is handed to the page, not spent by opening the link", () => {
  expect(read("token_hash=a%2Bb&type=recovery")).toEqual({
    kind: "page",
    page: "/reset-password?token_hash=a%2Bb",
  });
});

test("a reset in the form of Supabase's own mails goes on to the new password", () => {
  expect(read("code=123&next=/reset-password/new")).toMatchObject({
    kind: "code",
    next: "/reset-password/new",
    backTo: "/reset-password?problem=link",
  });
});

test.each(["", "error=access_denied&error_code=otp_expired", "token_hash=abc&type=other"])(
  "a link with %j is no good",
  (query) => {
    expect(read(query)).toEqual({ kind: "bad", backTo: "/login?problem=link" });
  },
);

test("never goes on to another site", () => {
  expect(read("code=1&next=https://evil.example")).toMatchObject({ next: "/contacts" });
});

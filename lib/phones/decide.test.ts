import { expect, test } from "vitest";
import { triesLeftWords, verificationState } from "@/lib/phones/decide";

const now = new Date("2026-01-05T12:00:00Z");
const phone = "+12065550111";
const open = {
  phone,
  created_at: "2026-01-05T11:55:00+00:00",
  expires_at: "2026-01-05T12:05:00+00:00",
  wrong_tries: 0,
  ended_as: null,
};

test.each([
  ["was never called", null, { kind: "to_call", why: "new" }],
  ["was just called", open, { kind: "to_type", triesLeft: 5 }],
  ["has heard two wrong codes", { ...open, wrong_tries: 2 }, { kind: "to_type", triesLeft: 3 }],
  [
    "was called too long ago",
    { ...open, expires_at: "2026-01-05T12:00:00Z" },
    { kind: "to_call", why: "expired" },
  ],
  ["had five wrong codes", { ...open, ended_as: "wrong" }, { kind: "to_call", why: "wrong" }],
  ["could not be called", { ...open, ended_as: "refused" }, { kind: "to_call", why: "refused" }],
  [
    "was verified with another number",
    { ...open, ended_as: "verified" },
    { kind: "to_call", why: "new" },
  ],
  [
    "was called at another number",
    { ...open, ended_as: "changed" },
    { kind: "to_call", why: "new" },
  ],
] as const)("a phone that %s", (_, last, state) => {
  expect(verificationState({ phone, verified: false }, last, now)).toEqual(state);
});

test("a code that was said to another of their phones is not typed for this one", () => {
  const other = { phone: "+12065550112", verified: false };
  expect(verificationState(other, open, now)).toEqual({ kind: "to_call", why: "new" });
});

test("a verified phone is verified, whatever the last call came to", () => {
  expect(verificationState({ phone, verified: true }, open, now)).toEqual({ kind: "verified" });
});

test("how many tries are left is said once one was wrong", () => {
  expect([5, 4, 1].map(triesLeftWords)).toEqual(["", "4 tries left.", "1 try left."]);
});

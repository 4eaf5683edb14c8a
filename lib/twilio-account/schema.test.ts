import { expect, test } from "vitest";
import { TwilioForm } from "@/lib/twilio-account/schema";

const typed = {
  intent: "save",
  account_sid: `AC${"0a".repeat(16)}`,
  auth_token: "",
};

function problem(changes: object): string | undefined {
  return TwilioForm.safeParse({ ...typed, ...changes }).error?.issues[0]?.message;
}

test("an empty token keeps the saved one", () => {
  expect(TwilioForm.parse(typed)).toMatchObject({ auth_token: undefined });
});

test.each([
  ["", "Enter the Account SID."],
  [
    `SK${"0".repeat(32)}`,
    "This is the SID of an API key. Ringbook needs the Account SID, which starts with AC.",
  ],
  ["PN123", "An Account SID starts with AC."],
  ["AC123", "An Account SID is AC and 32 more digits or letters from a to f; this has 3 after AC."],
])("says what is wrong with the SID %j", (account_sid, message) => {
  expect(problem({ account_sid })).toBe(message);
});

test("an Account SID pasted with spaces around it is fine", () => {
  expect(problem({ account_sid: ` ${typed.account_sid}\n` })).toBeUndefined();
});

test("refuses a token that cannot be one", () => {
  expect(problem({ auth_token: "two words" })).toBe(
    "An Auth Token has no spaces or special characters.",
  );
});

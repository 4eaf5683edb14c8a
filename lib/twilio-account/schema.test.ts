import { expect, test } from "vitest";
import { twilioForm } from "@/lib/twilio-account/schema";

const typed = {
  intent: "save",
  account_sid: `AC${"0a".repeat(16)}`,
  auth_token: "",
};

const TwilioForm = twilioForm({ isSaved: true });

function problem(changes: object): string | undefined {
  return TwilioForm.safeParse({ ...typed, ...changes }).error?.issues[0]?.message;
}

test("an empty token keeps the saved one", () => {
  expect(TwilioForm.parse(typed)).toMatchObject({ auth_token: undefined });
});

test("without a saved token, both fields are named at once", () => {
  const nothing = { ...typed, account_sid: "", auth_token: "" };
  const refused = twilioForm({ isSaved: false }).safeParse(nothing);
  expect(refused.error?.issues.map(({ message }) => message)).toEqual([
    "Enter the Account SID.",
    "Enter the Auth Token.",
  ]);
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

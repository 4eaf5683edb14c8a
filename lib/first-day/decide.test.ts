import { expect, test } from "vitest";
import { stepsOf } from "@/lib/first-day/decide";

const nothing = {
  twilio: false,
  number: false,
  routed: false,
  colleagues: false,
  contacts: false,
  my_call: false,
  company_call: false,
};
const everything = {
  twilio: true,
  number: true,
  routed: true,
  colleagues: true,
  contacts: true,
  my_call: true,
  company_call: true,
};
const fresh = { personal_phone: null, phone_verified: false };
const ready = { personal_phone: "+12065550112", phone_verified: true };
const labels = (steps: { label: string }[]) => steps.map(({ label }) => label);

test("an admin's steps come in the order in which each makes the next possible", () => {
  expect(labels(stepsOf({ role: "admin", ...fresh }, nothing))).toEqual([
    "Connect Twilio",
    "Add a phone number",
    "Verify your phone",
    "Invite colleagues",
    "Add contacts",
    "Make the first call",
  ]);
});

test("a number whose calls don't come here yet is a step that is left, and says so", () => {
  const left = stepsOf({ role: "admin", ...ready }, { ...everything, routed: false });
  expect(labels(left.filter(({ done }) => !done))).toEqual(["Add a phone number"]);
  expect(left.find(({ done }) => !done)?.hint).toContain("send its calls to Ringbook");
});

test.each(["rep", "manager"] as const)("a %s has a phone to verify and a call to make", (role) => {
  expect(labels(stepsOf({ role, ...fresh }, nothing))).toEqual([
    "Verify your phone",
    "Make the first call",
  ]);
});

test("a rep of a company without a number reads that an admin comes first", () => {
  const [verify] = stepsOf({ role: "rep", ...fresh }, nothing);
  expect(verify?.hint).toContain("once an admin has added your company's number");
});

test("an admin is never sent to an admin", () => {
  for (const { hint } of stepsOf({ role: "admin", ...fresh }, nothing))
    expect(hint).not.toMatch(/admin/i);
});

test("what is done is ticked, and the rest is not", () => {
  const state = { ...nothing, twilio: true, contacts: true };
  const done = stepsOf({ role: "admin", ...ready }, state).filter((step) => step.done);
  expect(labels(done)).toEqual(["Connect Twilio", "Verify your phone", "Add contacts"]);
});

test("a rep's first call is their own, a manager's and an admin's anybody's", () => {
  const state = { ...everything, my_call: false };
  expect(stepsOf({ role: "admin", ...ready }, state)).toEqual([]);
  expect(stepsOf({ role: "manager", ...ready }, state)).toEqual([]);
  expect(labels(stepsOf({ role: "rep", ...ready }, state).filter(({ done }) => !done))).toEqual([
    "Make the first call",
  ]);
});

test.each(["rep", "manager", "admin"] as const)(
  "nothing is left for a %s when all is done",
  (role) => {
    expect(stepsOf({ role, ...ready }, everything)).toEqual([]);
  },
);

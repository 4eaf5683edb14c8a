import { expect, test } from "vitest";
import { colleagueOf, isMeeting, isOn } from "@/lib/call-log/colleague";

const people = [
  { user_id: "rae", name: "Rae Rep", removed_at: null },
  { user_id: "rob", name: "Rob Rep", removed_at: "2026-11-01T12:00:00Z" },
];
const call = { direction: "internal", user_id: "rae", callee_id: "rob" };

test.each([
  ["who calls", "rae", { user_id: "rob", name: "Rob Rep", isCalled: false, isHere: false }],
  ["who is called", "rob", { user_id: "rae", name: "Rae Rep", isCalled: true, isHere: true }],
  ["a manager", "mo", { user_id: "rob", name: "Rob Rep", isCalled: false, isHere: false }],
])("whom an internal call is with, to %s", (_, reader, colleague) => {
  expect(colleagueOf(call, people, reader)).toEqual(colleague);
  expect(isOn(call, reader)).toBe(reader !== "mo");
});

test("a call with a customer is with no colleague", () => {
  const out = { direction: "outbound", user_id: "rae", callee_id: null };
  expect(colleagueOf(out, people, "rae")).toBeNull();
});

test("a meeting is no private number, and with nobody in particular", () => {
  const meeting = { direction: "internal", user_id: "rae", callee_id: null };
  expect(isMeeting(meeting)).toBe(true);
  expect(colleagueOf(meeting, people, "rae")).toMatchObject({ name: "Meeting", isHere: false });
});

import { expect, test } from "vitest";
import { colleagueOf, isMeeting, isOn } from "@/lib/call-log/colleague";

const people = [
  { user_id: "rae", name: "Rae Rep", removed_at: null },
  { user_id: "rob", name: "Rob Rep", removed_at: "2026-11-01T12:00:00Z" },
];
const call = { direction: "internal", user_id: "rae", callee_id: "rob", talked_with: [] };

test.each([
  ["who calls", "rae", { user_id: "rob", name: "Rob Rep", isCalled: false, isHere: false }],
  ["who is called", "rob", { user_id: "rae", name: "Rae Rep", isCalled: true, isHere: true }],
  ["a manager", "mo", { user_id: "rob", name: "Rob Rep", isCalled: false, isHere: false }],
])("whom an internal call is with, to %s", (_, reader, colleague) => {
  expect(colleagueOf(call, people, reader)).toEqual(colleague);
  expect(isOn(call, reader)).toBe(reader !== "mo");
});

test("who talked on after a transfer was on the call too", () => {
  const passedOn = { user_id: "rae", callee_id: null, talked_with: ["rob"] };
  expect(["rae", "rob", "mo"].filter((reader) => isOn(passedOn, reader))).toEqual(["rae", "rob"]);
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

test.each([
  ["who began it", "rae", ["rob"], "Meeting with Rob Rep"],
  ["who was asked", "rob", ["rob"], "Meeting with Rae Rep"],
  ["a manager", "mo", ["rob"], "Meeting with Rob Rep"],
  ["who was asked with others", "rob", ["rob", "ana"], "Meeting with Rae Rep and Ana"],
  ["a manager, of three", "mo", ["rob", "ana", "bo"], "Meeting with Rob Rep, Ana and Bo"],
  ["a manager, of more", "mo", ["rob", "ana", "bo", "cy"], "Meeting with Rob Rep, Ana and 2 more"],
])("a meeting, to %s, is with the others by name", (_, reader, asked, name) => {
  const others = ["Ana", "Bo", "Cy"].map((called) => ({
    ...{ user_id: called.toLowerCase(), name: called, removed_at: null },
  }));
  const room_people = asked.map((user_id) => ({ user_id }));
  const meeting = { direction: "internal", user_id: "rae", callee_id: null, room_people };
  expect(colleagueOf(meeting, [...people, ...others], reader)).toMatchObject({ name });
});

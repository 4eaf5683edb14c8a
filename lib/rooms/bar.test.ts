import { expect, test } from "vitest";
import { barRoom, meetingName } from "@/lib/rooms/bar";
import type { InRoom } from "@/lib/rooms/schema";

const began = "2026-01-05T14:00:00Z";
const room = { kind: "call", started_at: began, answered_at: null, ended_at: null };
const rung = { user_id: "ana", over_at: null, invited_by: null };
const one = (user_id: string, state: InRoom["state"] = "in", is_listener = false): InRoom => ({
  ...{ user_id, name: user_id.toUpperCase(), state, is_listener, since: began },
});

test("a call without a room that goes on has none, unless it rings the reader", () => {
  const over = { ...room, ended_at: began };
  expect(barRoom({ rooms: [], room_people: [] }, "ana", [])).toBeNull();
  expect(barRoom({ rooms: [over], room_people: [] }, "ana", [])).toBeNull();
  expect(barRoom({ rooms: [], room_people: [rung] }, "bo", [])).toBeNull();
  expect(barRoom({ rooms: [], room_people: [rung] }, "ana", [])).toMatchObject({
    ...{ rings: "answer", isIn: false },
  });
});

test.each([
  ["call", null, "answer"],
  ["call", began, "join"],
  ["meeting", null, "answer"],
  ["meeting", began, "answer"],
])("who is rung for a %s, answered %s, comes in by %s", (kind, answered_at, rings) => {
  const rooms = [{ ...room, kind, answered_at }];
  expect(barRoom({ rooms, room_people: [rung] }, "ana", [])?.rings).toBe(rings);
});

test("whoever asks is named, while they are there", () => {
  const room_people = [{ ...rung, invited_by: "bo" }];
  const asked = barRoom({ rooms: [room], room_people }, "ana", [one("bo")]);
  expect(asked?.askedBy).toBe("BO");
  expect(barRoom({ rooms: [room], room_people }, "ana", [])?.askedBy).toBeNull();
});

test("a call goes on with a colleague; a meeting with two; nobody counts who listens", () => {
  const at = (kind: string, ...people: InRoom[]) =>
    barRoom({ rooms: [{ ...room, kind }], room_people: [] }, "ana", people);
  expect(at("call", one("ana"))).toMatchObject({ isIn: true, goesOn: false });
  expect(at("call", one("ana"), one("bo"))?.goesOn).toBe(true);
  expect(at("call", one("ana"), one("bo", "in", true))?.goesOn).toBe(false);
  expect(at("meeting", one("ana"), one("bo"))?.goesOn).toBe(false);
  expect(at("meeting", one("ana"), one("bo"), one("cy"))?.goesOn).toBe(true);
});

test("who has left or declined is no part of a meeting's name", () => {
  expect(meetingName([one("bo", "left"), one("cy", "declined"), one("di")], "ana")).toBe("DI");
});

test.each([
  [[], "Meeting"],
  [["ana"], "Meeting"],
  [["ana", "bo"], "BO"],
  [["ana", "bo", "cy"], "BO and CY"],
  [["ana", "bo", "cy", "di", "ed"], "BO, CY and 2 more"],
])("a meeting of %o is called %s by Ana", (people, name) => {
  expect(
    meetingName(
      people.map((user) => one(user)),
      "ana",
    ),
  ).toBe(name);
});

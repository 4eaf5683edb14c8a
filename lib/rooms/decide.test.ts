import { describe, expect, test } from "vitest";
import {
  claimLeftMs,
  decideAfter,
  decideLeft,
  decideSwept,
  decideUnseen,
  type Who,
} from "@/lib/rooms/decide";
import type { RoomReport, RoomState } from "@/lib/rooms/machine";

const room: RoomState = {
  call_id: "7f0c2a4e-0000-4000-8000-000000000001",
  room_id: "7f0c2a4e-0000-4000-8000-000000000002",
  name: "call-abc_1",
  ...{ kind: "call", is_answered: true, is_over: false, call_is_over: false },
  ...{ rings: false, all_declined: false, talkers: 1 },
};
const end = (reason: string) => ({ kind: "end", reason });
const nothing = { kind: "nothing" };
const look = (later: boolean) => ({ kind: "look", later });
const declined: Partial<RoomState> = { is_answered: false, all_declined: true };

type Case = [string, RoomReport["what"], Who, string | null, Partial<RoomState>, object];
test.each<Case>([
  ["a person comes", "joined", "person", null, {}, nothing],
  ["the caller hangs up", "left", "phone", null, {}, end("caller_left")],
  ["nobody answered", "left", "phone", null, { is_answered: false }, end("not_answered")],
  ["a person leaves", "left", "person", "CLIENT_INITIATED", {}, look(false)],
  ["a person was taken out", "left", "person", "PARTICIPANT_REMOVED", {}, look(false)],
  ["a browser joins anew", "left", "person", "STATE_MISMATCH", {}, look(true)],
  ["a connection is lost", "left", "person", "CONNECTION_TIMEOUT", {}, look(true)],
  ["nobody says why a person left", "left", "person", null, {}, look(true)],
  ["all declined before it was known", "joined", "phone", null, declined, end("declined")],
  ["all but who answered declined", "joined", "phone", null, { all_declined: true }, nothing],
  ["a second tab takes over", "left", "person", "DUPLICATE_IDENTITY", {}, nothing],
  ["a listener leaves", "left", "nobody", null, {}, nothing],
  ["LiveKit has closed it", "finished", "nobody", null, {}, end("nobody_left")],
  ["a report comes late", "left", "person", null, { is_over: true }, nothing],
  ["an ended room loses its caller", "left", "phone", null, { is_over: true }, end("swept")],
  ["somebody comes into an ended room", "joined", "person", null, { is_over: true }, end("swept")],
  ["the call is over", "joined", "person", null, { call_is_over: true }, end("caller_left")],
])("%s", (_, what, who, because, state, doing) => {
  expect(decideAfter({ what }, who, because, { ...room, ...state })).toEqual(doing);
});

type Present = Parameters<typeof decideLeft>[1];
const there = (people: number, phones = 1): Present => ({ people, phones });
const meeting: Partial<RoomState> = { kind: "meeting" };

describe("once somebody has left", () => {
  test.each<[string, Partial<RoomState>, Present, object]>([
    ["a colleague goes on", {}, there(1), nothing],
    ["the caller is never left alone", {}, there(0), end("person_left")],
    ["nor is a colleague without the caller", {}, there(1, 0), end("caller_left")],
    ["before the answer it rings on", { is_answered: false }, there(0), nothing],
    ["two of a meeting go on", meeting, there(2, 0), nothing],
    ["one waits for whom it rings", { ...meeting, rings: true }, there(1, 0), nothing],
    ["one alone has ended it", meeting, there(1, 0), end("person_left")],
    ["nobody is left", { ...meeting, rings: true }, there(0, 0), end("nobody_left")],
    ["it is over already", { is_over: true }, there(0), nothing],
  ])("%s", (_, state, present, doing) => {
    expect(decideLeft({ ...room, ...state }, present)).toEqual(doing);
  });
});

describe("looked at without any report", () => {
  const unanswered: Partial<RoomState> = { is_answered: false };
  test.each<[string, Partial<RoomState>, Present, number, object]>([
    ["a new room has nobody in it yet", unanswered, there(0, 0), 10, nothing],
    ["an old one that is empty is closed", unanswered, there(0, 0), 60, end("swept")],
    ["a caller is alone, however new it is", {}, there(0), 10, end("person_left")],
    ["one that goes on stays", {}, there(1), 600, nothing],
    ["of a new meeting one has come", { ...meeting, ...unanswered }, there(1, 0), 9, nothing],
    ["all have declined", declined, there(0), 9, end("declined")],
  ])("%s", (_, state, present, age, doing) => {
    expect(decideSwept({ ...room, ...state }, present, age)).toEqual(doing);
  });
});

describe("without asking LiveKit, which may be away", () => {
  test.each<[string, object, object]>([
    ["a room that goes on is looked at", {}, nothing],
    ["one beyond the time limit is ended", { is_too_long: true }, end("time_limit")],
    ["so is one of a call that is over", { call_is_over: true }, end("caller_left")],
    ["what failed is done again", { is_over: true, end_reason: "silence" }, end("silence")],
  ])("%s", (_, state, doing) => {
    const known = { ...room, is_too_long: false, end_reason: null };
    expect(decideUnseen({ ...known, ...state })).toEqual(doing);
  });
});

test.each([
  ["has just answered", 0, 5_200],
  ["answered three seconds ago", 3_000, 2_200],
  ["should have been heard long ago", 60_000, 200],
  // The database's clock may be ahead of ours.
  ["answers a second from now", -1_000, 6_200],
])("nobody is waited for longer than five seconds: who %s", (_, ago, left) => {
  const now = new Date("2026-12-01T10:00:00Z");
  const claimedAt = new Date(now.getTime() - ago).toISOString();
  expect(claimLeftMs(claimedAt, now)).toBe(left);
});

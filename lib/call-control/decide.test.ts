import { describe, expect, test } from "vitest";
import {
  decideSupervision,
  decideTend,
  endedTwins,
  targetStateOf,
} from "@/lib/call-control/decide";

type State = Parameters<typeof decideTend>[0];
type Leg = State["legs"][number];

const leg = (call_sid: string, rest: Partial<Leg>): Leg => ({
  ...{ call_sid, role: "rep", side: "company", user_id: null, parent_call_sid: null },
  ...{ is_talking: true, in_room: true, has_left: false },
  ...rest,
});
const customer = leg("jane", { role: "customer", side: "customer", in_room: false });
const rae = leg("rae", { user_id: "rae" });
const rob = leg("rob", { user_id: "rob" });
const state = (rest: Partial<State>): State => ({
  ...{ customer_in: "hold", held_by: "rae", asked_by: null, mode: null, target_sid: null },
  asked_seconds_ago: 5,
  supervision: null,
  legs: [customer, rae],
  ...rest,
});
const warm = { asked_by: "rae", mode: "warm", target_sid: "rob" } as const;
const ringing = { ...rob, is_talking: false, in_room: false };

const mo = leg("mo", { user_id: "mo", role: "supervisor", side: "supervisor" });
const listens: NonNullable<State["supervision"]> = {
  ...{ user_id: "mo", mode: "listen", applied: "listen", is_rung: true },
  ...{ must_announce: false, has_taken_over: false, hears_whisper: "rae" },
  may_supervise: true,
};

const whispers = { ...listens, mode: "whisper" as const, applied: "whisper rae" };
const whisper = (coaches: string) => ({ isMuted: false, coaches });

describe("nobody is left alone", () => {
  test.each<[string, Partial<State>, ReturnType<typeof decideTend>]>([
    ["a customer on hold whose rep is there waits", {}, { kind: "nothing" }],
    ["the customer has hung up", { legs: [rae] }, { kind: "end", call_sids: ["rae"] }],
    ["the rep has hung up", { legs: [customer] }, { kind: "end", call_sids: ["jane"] }],
    [
      "the rep has left the room and is about to hang up",
      { legs: [customer, { ...rae, in_room: false, has_left: true }] },
      { kind: "end", call_sids: ["jane"] },
    ],
    ["the rep has left a colleague there", { ...warm, legs: [customer, rob] }, { kind: "connect" }],
    [
      "the colleague still rings, the rep has gone",
      { ...warm, legs: [customer, ringing] },
      { kind: "nothing" },
    ],
    [
      "a colleague talks who was not reported to be there",
      { ...warm, asked_seconds_ago: 40, legs: [customer, { ...rob, in_room: false }] },
      { kind: "connect" },
    ],
    ["neither is there", { ...warm, legs: [customer] }, { kind: "leave_message", mailbox: "rae" }],
    [
      "alone in the room",
      { customer_in: "room", legs: [customer] },
      { kind: "end", call_sids: ["jane"] },
    ],
    ["in the room with a rep", { customer_in: "room" }, { kind: "nothing" }],
    ["connected by a <Dial>", { customer_in: "dial", legs: [customer] }, { kind: "nothing" }],
    ["everybody has gone", { legs: [] }, { kind: "nothing" }],
    [
      "only somebody who listens is left with the customer",
      { customer_in: "room", supervision: listens, legs: [customer, mo] },
      { kind: "end", call_sids: ["jane", "mo"] },
    ],
    [
      "a supervisor who is heard keeps the customer",
      { customer_in: "room", supervision: { ...listens, mode: "barge" }, legs: [customer, mo] },
      { kind: "nothing" },
    ],
    [
      "the customer has hung up, whoever listens",
      { customer_in: "room", supervision: listens, legs: [rae, mo] },
      { kind: "end", call_sids: ["rae", "mo"] },
    ],
    [
      "transferred away from whoever listens",
      { customer_in: "dial", supervision: listens, legs: [customer, mo] },
      { kind: "end", call_sids: ["mo"] },
    ],
  ])("%s", (_, given, tending) => {
    expect(decideTend(state(given))).toEqual(tending);
  });
});

test.each<[string, Partial<State>, string | null]>([
  ["nobody is asked", {}, null],
  ["their phone rings", { ...warm, legs: [ringing] }, "ringing"],
  ["they have accepted", { ...warm, legs: [rob] }, "talking"],
  ["their leg is over", { ...warm, legs: [rae] }, "gone"],
])("what became of whom a transfer rings: %s", (_, given, became) => {
  expect(targetStateOf({ ...state(given), target_user: null })).toBe(became);
});

describe("whoever supervises a call", () => {
  const there = [customer, rae, mo];
  const isMuted = true;
  test.each<[string, Partial<State>, object]>([
    ["nobody does", { supervision: null, legs: there }, { kind: "nothing" }],
    ["listens", { supervision: listens, legs: there }, { kind: "nothing" }],
    ["has hung up", { supervision: listens, legs: [customer, rae] }, { kind: "gone" }],
    [
      "is no manager any more",
      { supervision: { ...listens, may_supervise: false }, legs: there },
      { kind: "stop", call_sids: ["mo"] },
    ],
    [
      "is removed while they are rung",
      {
        supervision: { ...listens, may_supervise: false },
        legs: [customer, rae, { ...mo, in_room: false }],
      },
      { kind: "stop", call_sids: ["mo"] },
    ],
    [
      "has taken over, and is no manager any more",
      {
        supervision: {
          ...{ ...listens, mode: "take_over", applied: "take_over", may_supervise: false },
          has_taken_over: true,
        },
        legs: [customer, mo],
      },
      { kind: "nothing" },
    ],
    [
      "is about to be rung",
      { supervision: { ...listens, is_rung: false }, legs: [customer, rae] },
      { kind: "nothing" },
    ],
    [
      "is being rung",
      { supervision: listens, legs: [customer, rae, { ...mo, in_room: false }] },
      { kind: "nothing" },
    ],
    [
      "whispers to the rep",
      { supervision: { ...listens, mode: "whisper" }, legs: there },
      { ...{ kind: "hear", call_sid: "mo", applied: "whisper rae" }, heard: whisper("rae") },
    ],
    [
      "whispers to nobody once the rep has gone",
      { supervision: { ...whispers, hears_whisper: null }, legs: there },
      { kind: "hear", call_sid: "mo", applied: "whisper", heard: { isMuted, coaches: null } },
    ],
    [
      "is announced before they are heard",
      {
        ...{ customer_in: "room", legs: [{ ...customer, in_room: true }, rae, mo] },
        supervision: { ...listens, mode: "barge", applied: "rung", must_announce: true },
      },
      { kind: "announce" },
    ],
    [
      "is announced although it was not reported that the customer is there",
      {
        ...{ customer_in: "room", asked_seconds_ago: 40, legs: there },
        supervision: { ...listens, must_announce: true },
      },
      { kind: "announce" },
    ],
    [
      "is heard by nobody while the customer, on hold, has not heard the announcement",
      {
        legs: [{ ...customer, in_room: true }, rae, mo],
        supervision: { ...listens, mode: "barge", applied: "rung", must_announce: true },
      },
      {
        ...{ kind: "hear", call_sid: "mo", applied: "listen" },
        heard: { isMuted: true, coaches: null },
      },
    ],
    [
      "waits for the customer, then takes over",
      { supervision: { ...listens, mode: "take_over", must_announce: true }, legs: there },
      { kind: "nothing" },
    ],
    [
      "is heard before the rep leaves",
      { supervision: { ...listens, mode: "take_over" }, legs: there },
      {
        ...{ kind: "hear", call_sid: "mo", applied: "take_over" },
        heard: { isMuted: false, coaches: null },
      },
    ],
    [
      "takes over, once",
      { supervision: { ...listens, mode: "take_over", applied: "take_over" }, legs: there },
      { kind: "take_over", call_sids: ["rae"] },
    ],
  ])("%s", (_, given, doing) => {
    expect(decideSupervision(state(given))).toEqual(doing);
  });
});

test("of a phone and a browser that ring, one stops once the other is in the room", () => {
  const rung = { user_id: "rob", is_talking: false, in_room: false };
  const [phone, browser] = [leg("phone", rung), leg("browser", rung)];
  expect(endedTwins([customer, rae, phone, browser])).toEqual([]);
  const answered = { ...browser, is_talking: true, in_room: true };
  expect(endedTwins([customer, rae, phone, answered])).toEqual(["phone"]);
  const byDial = { ...phone, parent_call_sid: "jane" };
  expect(endedTwins([customer, rae, byDial, answered])).toEqual([]);
});

import { describe, expect, test } from "vitest";
import { decideTend, targetStateOf } from "@/lib/call-control/decide";

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
  legs: [customer, rae],
  ...rest,
});
const warm = { asked_by: "rae", mode: "warm", target_sid: "rob" } as const;
const ringing = { ...rob, is_talking: false, in_room: false };

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
  expect(targetStateOf(state(given))).toBe(became);
});

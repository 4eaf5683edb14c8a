import { describe, expect, test } from "vitest";
import { compareCall } from "@/lib/reconcile/compare";

const parentLeg = {
  call_sid: "CA1",
  parent_call_sid: null,
  side: "company",
  status: "completed",
  duration_seconds: 40,
  price: 0.014,
};
const childLeg = {
  call_sid: "CA2",
  parent_call_sid: "CA1",
  side: "customer",
  status: "completed",
  duration_seconds: 25,
  price: 0.014,
};
const call = {
  call_id: "call",
  direction: "outbound" as const,
  status: "completed",
  outcome: "connected",
  duration_seconds: 25,
  price: 0.028,
  has_spaces: false,
  legs: [parentLeg, childLeg],
};
const parent = {
  sid: "CA1",
  parentCallSid: null,
  status: "completed",
  duration: "40",
  price: "-0.01400",
};
const child = {
  sid: "CA2",
  parentCallSid: "CA1",
  status: "completed",
  duration: "25",
  price: "-0.01400",
};
const both = [child, parent];
const kinds = (...args: Parameters<typeof compareCall>) =>
  compareCall(...args).map(({ kind, call_sid }) => `${kind} of ${call_sid ?? "the call"}`);

describe("a call that Twilio lists", () => {
  test("differs in nothing when all is equal", () => {
    expect(compareCall(call, both)).toEqual([]);
  });

  test("differs where a leg does, with both sides in words", () => {
    const legs = [parentLeg, { ...childLeg, duration_seconds: 7 }];
    expect(compareCall({ ...call, legs }, both)).toEqual([
      { kind: "duration", call_id: "call", call_sid: "CA2", here: "7", at_twilio: "25" },
    ]);
    const busy = [parentLeg, { ...childLeg, status: "busy", price: 1 }];
    expect(kinds({ ...call, legs: busy }, both)).toEqual(["status of CA2", "price of CA2"]);
  });

  test("differs where the call as a whole does", () => {
    expect(kinds({ ...call, status: "busy" }, both)).toEqual(["status of the call"]);
    expect(kinds({ ...call, duration_seconds: 26 }, both)).toEqual(["duration of the call"]);
    expect(kinds({ ...call, price: null }, both)).toEqual(["price of the call"]);
  });

  test("differs in nothing yet while a leg is live, or has no price at Twilio", () => {
    const live = [parent, { ...child, status: "in-progress", duration: null, price: null }];
    expect(compareCall({ ...call, status: "in-progress", price: null }, live)).toEqual([]);
    const unpriced = both.map((leg) => ({ ...leg, price: null }));
    expect(compareCall({ ...call, price: null }, unpriced)).toEqual([]);
  });

  test("is judged as a whole only where every leg of it is listed", () => {
    expect(compareCall({ ...call, status: "busy", price: 9 }, [parent])).toEqual([]);
  });

  test.each([
    ["the customer's phone was busy", "busy", "busy", "busy"],
    ["the customer did not answer", "no-answer", "no-answer", "no-answer"],
    ["the rep hung up while it rang", "no-answer", "canceled", "canceled"],
  ])("outbound: %s", (_, atTwilio, status, outcome) => {
    const legs = [parentLeg, { ...childLeg, status: atTwilio, duration_seconds: 0, price: null }];
    const list = [parent, { ...child, status: atTwilio, duration: "0", price: null }];
    const ended = { ...call, legs, status, outcome, duration_seconds: 0, price: 0.014 };
    expect(compareCall(ended, list)).toEqual([]);
    expect(kinds({ ...ended, status: "completed" }, list)).toEqual(["status of the call"]);
    expect(kinds({ ...ended, duration_seconds: 60 }, list)).toEqual(["duration of the call"]);
  });

  test("inbound: talk is at most the rep's leg, and whether 1 was pressed Twilio cannot say", () => {
    const caller = { ...parentLeg, side: "customer" };
    const rep = { ...childLeg, side: "company" };
    const ownLegs = [caller, rep];
    const inbound = {
      ...call,
      direction: "inbound" as const,
      duration_seconds: 20,
      legs: ownLegs,
    };
    expect(compareCall(inbound, both)).toEqual([]);
    expect(kinds({ ...inbound, duration_seconds: 40 }, both)).toEqual(["duration of the call"]);
    const missed = { ...inbound, status: "no-answer", outcome: "missed", duration_seconds: 0 };
    expect(compareCall(missed, both)).toEqual([]);
    const unanswered = [parent, { ...child, status: "no-answer", duration: "0", price: null }];
    const legs = [caller, { ...rep, status: "no-answer", duration_seconds: 0, price: null }];
    expect(kinds({ ...inbound, legs, price: 0.014 }, unanswered)).toEqual([
      "status of the call",
      "duration of the call",
    ]);
  });
});

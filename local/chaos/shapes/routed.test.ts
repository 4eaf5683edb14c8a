import { expect, test } from "vitest";
import type { CallView, LogEntry } from "@/local/carrier/control";
import { judgeRouted } from "@/local/chaos/shapes/routed";

const start = Date.parse("2026-11-30T10:00:00Z");
const caller: CallView = {
  ...{ sid: "CA1", parentSid: null, phoneNumberSid: "PN1", direction: "inbound" },
  ...{ from: "+16175551000", to: "+12065550196", status: "completed", price: null, queueMs: 0 },
  ...{ createdAt: start, updatedAt: start, startedAt: start, answeredAt: start },
  ...{ endedAt: start + 12_000, recordings: [] },
};
const chose = (Digits: string, fault: string | null = null): LogEntry => ({
  ...{ seq: 1, at: new Date(start).toISOString(), callSid: "CA1", kind: "webhook", attempt: 1 },
  ...{ purpose: "twiml", method: "POST", url: "/api/twilio/voice/step", params: { Digits } },
  ...{ status: 200, outcome: "answered", milliseconds: 5, body: "<Response/>", fault },
});
const judged = (log: LogEntry[], leg = caller) =>
  judgeRouted({
    ...{ tenantId: "one", callId: "call-1", isInbound: true, customer: caller.from, log },
    legs: [leg],
  });

test("who chose what the system says has been served", () => {
  expect(judged([chose("3")])).toEqual({
    ...{ ends: ["completed/handled"], talk: { least: 10, most: 14 } },
  });
});

test("where the answer to the choice got lost, they may have been missed", () => {
  expect(judged([chose("3", "respond")])?.ends).toEqual(["completed/handled", "canceled/missed"]);
});

test("whoever was gone within two seconds of choosing may have been missed", () => {
  const ends = judged([chose("3")], { ...caller, endedAt: start + 1_600 })?.ends;
  expect(ends).toEqual(["completed/handled", "canceled/missed"]);
});

test("any other choice is as any call", () => {
  expect(judged([chose("1")])).toBeNull();
});

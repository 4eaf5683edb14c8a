import { expect, test } from "vitest";
import type { CallView, LogEntry } from "@/local/carrier/control";
import type { Family } from "@/local/chaos/shapes/shape";
import { judgeTogether } from "@/local/chaos/shapes/together";

const customer = "+13035551000";
const leg = (sid: string, to: string, answeredAt: number | null, endedAt: number): CallView => ({
  ...{ sid, parentSid: null, from: "+12065550100", to, direction: "outbound-api" },
  ...{ status: "completed", createdAt: 0, updatedAt: 0, startedAt: null, answeredAt, endedAt },
  ...{ queueMs: 0, price: null, phoneNumberSid: null, recordings: [] },
});
const at = (second: number) => new Date(second * 1000).toISOString();
let seq = 0;
const bridged: LogEntry = {
  ...{ seq: 0, at: at(0), callSid: "CA2", kind: "call", event: "bridged", status: "in-progress" },
  ...{ from: "", to: customer, parentCallSid: null },
};
const room = (
  callSid: string,
  event: "join" | "leave",
  second: number,
  fault: string | null = null,
) =>
  ({
    ...{ seq: seq++, at: at(second), callSid, kind: "webhook", purpose: "status", method: "POST" },
    ...{ url: "/voice/conference", attempt: 1, status: 204, outcome: "answered", body: "", fault },
    milliseconds: 1,
    params: {
      ...{ ConferenceSid: "CF1", CallSid: callSid, StatusCallbackEvent: `participant-${event}` },
      Timestamp: new Date(second * 1000).toUTCString(),
    },
  }) satisfies LogEntry;

const family = (log: LogEntry[]): Family => ({
  ...{ tenantId: "one", callId: "call-1", isInbound: false, customer, log },
  legs: [leg("CA1", "+12065550120", 0, 60_000), leg("CA2", customer, 10_000, 90_000)],
});

test("they talk no longer than both were on the line", () => {
  expect(judgeTogether(family([bridged]))).toEqual({
    ...{ ends: ["completed/connected"], talk: { least: 0, most: 52 } },
  });
});

test("and as long as reports of the room say that got here", () => {
  const both = [room("CA1", "join", 20), room("CA2", "join", 20), room("CA2", "leave", 50)];
  const left = room("CA1", "leave", 60);
  expect(judgeTogether(family([bridged, ...both, left]))?.talk.least).toBe(24);
  const dropped = room("CA1", "leave", 60, "drop");
  expect(judgeTogether(family([bridged, ...both, dropped]))?.talk.least).toBe(0);
});

test("a call in which nobody heard the customer is as any other", () => {
  expect(judgeTogether(family([]))).toBeNull();
});

test("whom we called and sent on from the announcement is connected, as on record", () => {
  const [rep, customers] = family([]).legs;
  const sentOn: LogEntry = {
    ...{ seq: 0, at: at(15), callSid: "CA2", kind: "rest", method: "POST", status: 200 },
    ...{ path: "/Calls/CA2.json", body: {} },
  };
  const legs = [rep, { ...customers, parentSid: "CA1" }] as CallView[];
  expect(judgeTogether({ ...family([sentOn]), legs })).toEqual({
    ...{ ends: ["completed/connected"], talk: { least: 0, most: 52 } },
  });
});

test("a rep who was sent on before their <Dial> connected them may have taken the call", () => {
  const [caller, rep] = family([]).legs;
  const sentOn: LogEntry = {
    ...{ seq: 0, at: at(15), callSid: "CA2", kind: "rest", method: "POST", status: 200 },
    ...{ path: "/Calls/CA2.json", body: {} },
  };
  const legs = [caller, { ...rep, to: "+12065550120", parentSid: "CA1" }] as CallView[];
  expect(judgeTogether({ ...family([sentOn]), isInbound: true, legs })?.ends).toEqual([
    ...["completed/connected", "canceled/missed", "no-answer/missed", "no-answer/voicemail"],
  ]);
});

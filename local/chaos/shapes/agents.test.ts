import { expect, test } from "vitest";
import type { CallView, LogEntry } from "@/local/carrier/control";
import { compareTalks } from "@/local/chaos/shapes/agents";

const start = Date.parse("2026-11-30T10:00:00Z");
const stream = (event: "started" | "stopped", second: number): LogEntry => ({
  ...{ seq: second, at: new Date(start + second * 1000).toISOString(), callSid: "CA1" },
  ...{ kind: "stream", streamSid: "MZ1", event },
});
const recording = (sid: string, durationSeconds: number) => ({
  ...({
    sid,
    callSid: "CA1",
    source: "StartCallRecordingAPI",
    channels: 2,
    track: "both",
  } as const),
  ...({ status: "completed", startedAt: start + 1_000, updatedAt: start, price: null } as const),
  durationSeconds,
});
const leg = (...recordings: CallView["recordings"]): CallView => ({
  ...{ sid: "CA1", parentSid: null, phoneNumberSid: "PN1", direction: "inbound" },
  ...{ from: "+17025551000", to: "+12065550198", status: "completed", price: null, queueMs: 0 },
  ...{ createdAt: start, updatedAt: start, startedAt: start, answeredAt: start },
  ...{ endedAt: start + 120_000, recordings },
});
const talk = [stream("started", 0), stream("stopped", 20)];

test("a talk's recording ends with it, or once a job has ended it", () => {
  expect(compareTalks(leg(recording("RE1", 19)), talk)).toEqual([]);
  expect(compareTalks(leg(recording("RE1", 70)), talk)).toEqual([]);
  expect(compareTalks(leg(recording("RE1", 100)), talk)).toMatchObject([
    { kind: "wrong", why: "recording RE1 went on for 81 s after the talk" },
  ]);
});

test("a talk has one recording", () => {
  expect(compareTalks(leg(recording("RE1", 19), recording("RE2", 9)), talk)).toMatchObject([
    { kind: "doubled", why: "2 recordings of 1 talks" },
  ]);
});

import { expect, test } from "vitest";
import type { CallView, LogEntry } from "@/local/carrier/control";
import { judgeStreamed, slack } from "@/local/chaos/streamed";

const start = Date.parse("2026-11-30T10:00:00Z");
const caller: CallView = {
  ...{ sid: "CA1", parentSid: null, phoneNumberSid: "PN1", direction: "inbound" },
  ...{ from: "+13035550100", to: "+12065550198", status: "completed", price: null, queueMs: 0 },
  ...{ createdAt: start, updatedAt: start, startedAt: start, answeredAt: start },
  ...{ endedAt: start + 20_000, recordings: [] },
};
const entry = { seq: 1, at: new Date(start).toISOString(), callSid: "CA1" };
const webhook = (path: string, params: Record<string, string>, body: string): LogEntry => ({
  ...{ ...entry, kind: "webhook", purpose: "twiml", method: "POST", params, attempt: 1 },
  ...{ url: `http://app.test/api/twilio/voice/${path}`, status: 200, outcome: "answered" },
  ...{ milliseconds: 5, body, fault: null },
});
const begun: LogEntry[] = [
  { ...entry, kind: "stream", streamSid: "MZ1", event: "started" },
  webhook("stream", { StreamEvent: "stream-started" }, ""),
];

test("a caller whom an agent surely served talked from the answer to the end", () => {
  const log = [...begun, webhook("agent-done", {}, "<Response><Hangup/></Response>")];
  expect(judgeStreamed(caller, [], log)).toMatchObject({
    ...{ isSure: true, talk: { least: 20 - slack, most: 20 + slack } },
  });
});

test("one whom it may have served may have talked for no time", () => {
  expect(judgeStreamed(caller, [], begun)).toMatchObject({
    ...{ isSure: false, talk: { least: 0, most: 20 + slack } },
  });
});

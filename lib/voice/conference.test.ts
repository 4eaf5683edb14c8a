import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Line } from "@/lib/lines/line";
import { conference } from "@/lib/voice/conference";

const line: Line = {
  ...{ tenant_id: randomUUID(), tenant_name: "Acme Solar", country_code: "US", numbers: [] },
  ...{ account_sid: "AC", auth_token_ciphertext: "", has_blocked: false, allowed: null },
  ...{ recording_enabled: true, recording_notice: "", call_time_limit_seconds: 3600 },
  ...{ announce_recording: "always", announce_countries: [] },
  ...{ blocked_calls: "reject", anonymous_calls: "ring" },
};
const sid = randomUUID().replaceAll("-", "");
const name = `CF${sid}`;
const at = "2026-11-30T12:00:00.000Z";
const supervisor = { ParticipantLabel: "supervisor" };
const enters = (space: string) => ({ space, name, call_sid: `CA${sid}`, entered_at: at });
const leaves = (space: string) => ({ space, name, call_sid: `CA${sid}`, left_at: at });

test.each<[string, string, object, object[] | undefined]>([
  ["somebody joins", "join", { Muted: "false" }, [enters("conference")]],
  ["somebody leaves", "leave", { Muted: "false" }, [leaves("conference")]],
  ["somebody is muted", "mute", { Muted: "true" }, [enters("mute")]],
  ["and heard again", "unmute", { Muted: "false" }, [leaves("mute")]],
  ["leaves muted", "leave", { Muted: "true" }, [leaves("conference"), leaves("mute")]],
  [
    "a supervisor listens",
    "join",
    { ...supervisor, Muted: "true" },
    [enters("conference"), leaves("barge")],
  ],
  ["whispers", "unmute", { ...supervisor, Muted: "false", Coaching: "true" }, [leaves("barge")]],
  ["joins in", "modify", { ...supervisor, Muted: "false", Coaching: "false" }, [enters("barge")]],
  ["is silent again", "mute", { ...supervisor, Muted: "true" }, [leaves("barge")]],
  [
    "hangs up",
    "leave",
    { ...supervisor, Muted: "false", Coaching: "false" },
    [leaves("conference"), leaves("barge")],
  ],
  ["somebody's part in it is changed", "modify", { Muted: "false" }, undefined],
])("where a leg is, and who hears it: %s", (_, what, said, spans) => {
  const params = {
    ...{ AccountSid: `AC${sid}`, ConferenceSid: name, CallSid: `CA${sid}`, SequenceNumber: "1" },
    ...{ StatusCallbackEvent: `participant-${what}`, Timestamp: new Date(at).toUTCString() },
    ...said,
  };
  const query = new URLSearchParams({ call: randomUUID() });
  const event = conference.read({ line, receivedAt: new Date(), query, params });
  expect(event.spans).toEqual(spans);
});

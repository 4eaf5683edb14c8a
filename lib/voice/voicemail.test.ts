import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Line } from "@/lib/lines/line";
import { Route } from "@/lib/routing/route";
import { follow } from "@/lib/voice/follow";
import { voicemail } from "@/lib/voice/voicemail";

const ana = randomUUID();
const box = { kind: "voicemail", name: "", sound: { text: "Speak." }, max_seconds: 60 };
const route = Route.parse({
  ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: "own" },
  steps: {
    own: { ...box, mailbox: { kind: "person", user_id: ana } },
    all: { ...box, mailbox: { kind: "shared" } },
  },
});
const line: Line = {
  ...{ tenant_id: randomUUID(), tenant_name: "Acme Solar", country_code: "US", numbers: [] },
  ...{ account_sid: "AC", auth_token_ciphertext: "", has_blocked: false, allowed: null },
  ...{ recording_enabled: true, recording_notice: "", call_time_limit_seconds: 3600 },
  ...{ announce_recording: "always", announce_countries: [] },
  ...{ blocked_calls: "reject", anonymous_calls: "ring" },
};

test.each([
  ["own", { mailbox: ana }],
  ["all", undefined],
])("what a caller said at the step “%s” is for whom that step says", (step, routing) => {
  const [call, sid] = [randomUUID(), randomUUID().replaceAll("-", "")];
  const hook = {
    ...{ line, receivedAt: new Date() },
    query: new URLSearchParams({ call, leg: "caller", at: `${step}.1.0.0.` }),
    params: { AccountSid: `AC${sid}`, CallSid: `CA${sid}`, CallStatus: "in-progress" },
  };
  follow(hook, { version: randomUUID(), route, missing: new Set() });
  expect(voicemail.read(hook).routing).toEqual(routing);
});

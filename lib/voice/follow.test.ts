import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Line } from "@/lib/lines/line";
import { routeFacts } from "@/lib/voice/follow";

const ana = randomUUID();
const line: Line = {
  ...{ tenant_id: randomUUID(), tenant_name: "Acme Solar", country_code: "US" },
  ...{ account_sid: "AC", auth_token_ciphertext: "", has_blocked: false, numbers: [] },
  ...{ recording_enabled: true, recording_notice: "", call_time_limit_seconds: 3600 },
  ...{
    announce_recording: "always",
    announce_countries: [],
    allowed: { countries: [], prefixes: [] },
  },
  ...{ blocked_calls: "reject", anonymous_calls: "ring" },
};
const hook = { line, query: new URLSearchParams(), params: {}, receivedAt: new Date() };
const never = { rung_at: null, talked_at: null };
const people = [{ user_id: ana, name: "Ana", availability: "free", has_phone: true, ...never }];
const call = {
  ...({ call_id: randomUUID(), direction: "inbound", from_number: "", to_number: "" } as const),
  ...{ contact_name: null, contact_company: null, status: "ringing" },
  ...{ recording_requested: false, hangup_requested: false },
};

test("while the database is away, people are as they were last, and a caller is nobody's", () => {
  expect(routeFacts(hook, null)).toBeNull();
  const known = {
    ...{ people, phones: {}, in_browser: [], owner_id: ana, last_speaker: { user_id: ana, at: 1 } },
    queue: { step: "sales", position: 1, ring: ana, expected_seconds: 9, may_call_back: true },
    ...{ reloading: [], agents: {}, agent_end: null, groups: { [ana]: [ana] } },
  };
  expect(routeFacts(hook, { ...call, routing: known })).toEqual(known);
  expect(routeFacts(hook, null)).toEqual({
    ...known,
    ...{ owner_id: null, last_speaker: null, queue: null },
  });
  // An answer knows the groups of its own next steps; the others are as they were.
  expect(routeFacts(hook, { ...call, routing: { ...known, groups: {} } })?.groups).toEqual({});
  expect(routeFacts(hook, null)?.groups).toEqual(known.groups);
});

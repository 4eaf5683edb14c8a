import { afterAll, expect, test } from "vitest";
import {
  admin,
  at,
  callOf,
  type Happening,
  inboundId,
  leaveAlone,
  machine,
  newSid,
  plantTenant,
  record,
} from "@/tests/telephony/record/call-record";
import { recorded, rings } from "@/tests/telephony/record/events";

const tenant = await plantTenant();
afterAll(() => Promise.all([admin.end(), machine.end()]));

const serves = { kind: "hang_up", reason: "served", serves: true };

test.each<[string, Happening["status"], number, string]>([
  ["heard it to the end was served", "completed", 5, "handled"],
  ["hung up in its first second was missed", "completed", 1, "missed"],
  ["was gone before it was played was missed", "canceled", 8, "missed"],
])("a caller whom the route is to serve and who %s", async (_, status, second, outcome) => {
  const sid = newSid("CA");
  const callId = inboundId(tenant, sid);
  const own = { call_sid: sid, role: "caller" } as const;
  await record(tenant, callId, rings(sid, { phone_number_id: tenant.numberId, step: serves }));
  await leaveAlone(callId);
  await record(tenant, callId, {
    ...{ ...own, type: "status", dedupe_key: `status:${sid}`, status, sequence: 3 },
    occurred_at: at(second),
  });
  expect(await callOf(callId)).toMatchObject({ outcome });
});

test("a message that is heard of before whoever left it does not end their call", async () => {
  const [sid, outside] = [newSid("CA"), newSid("CA")];
  const callId = inboundId(tenant, sid);
  const leg = { call_sid: outside, parent_call_sid: sid, role: "outside" } as const;
  await record(tenant, callId, {
    ...{ ...leg, creates: "inbound", type: "status", dedupe_key: `status:${outside}` },
    ...{ status: "no-answer", sequence: 2, occurred_at: at(30) },
    ...{ from: "+12065550100", to: "+12065550190" },
  });
  await leaveAlone(callId);
  const left = recorded(sid, 40, 20);
  const recording = { ...left.recording, source: "RecordVerb", purpose: "voicemail" } as const;
  await record(tenant, callId, { ...left, recording });
  expect(await callOf(callId)).toMatchObject({ status: "ringing", outcome: null });
  await record(tenant, callId, rings(sid, { phone_number_id: tenant.numberId }));
  await record(tenant, callId, {
    ...{ call_sid: sid, role: "caller", type: "status", dedupe_key: `status:${sid}` },
    ...{ status: "completed", sequence: 3, occurred_at: at(62) },
  });
  expect(await callOf(callId)).toMatchObject({ status: "no-answer", outcome: "voicemail" });
});

test("a caller who was sent on within the second of being taken has been talked to", async () => {
  const [sid, phone] = [newSid("CA"), newSid("CA")];
  const callId = inboundId(tenant, sid);
  const own = { call_sid: sid, role: "caller" } as const;
  const rep = { ...{ call_sid: phone, parent_call_sid: sid }, role: "rep" } as const;
  const waits = { space: "queue", name: "transfer", call_sid: sid } as const;
  const events: Happening[] = [
    rings(sid, { phone_number_id: tenant.numberId, status: "in-progress" }),
    {
      ...{ ...rep, type: "screen", dedupe_key: `screen:${phone}`, accepted: true },
      ...{ user_id: tenant.rep, occurred_at: at(5.6) },
    },
    {
      ...{ type: "rest.control", dedupe_key: `control:${callId}`, occurred_at: at(5.9) },
      spans: [{ ...waits, entered_at: at(5.9) }],
    },
    // Twilio's API gives whole seconds.
    {
      ...{ ...rep, type: "rest.fetch", dedupe_key: `rest:${phone}`, status: "completed" },
      ...{ sequence: 1_000_000, occurred_at: at(5) },
    },
    {
      ...{ ...own, type: "transferred", dedupe_key: `transferred:${sid}`, dial_bridged: false },
      ...{ status: "in-progress", spans: [{ ...waits, left_at: at(12) }], occurred_at: at(12) },
    },
    {
      ...{ ...own, type: "status", dedupe_key: `status:${sid}`, status: "completed" },
      ...{ sequence: 3, occurred_at: at(40) },
    },
  ];
  for (const event of events) await record(tenant, callId, event);
  expect(await callOf(callId)).toMatchObject({
    ...{ status: "completed", outcome: "connected", duration_seconds: 0, user_id: tenant.rep },
  });
});

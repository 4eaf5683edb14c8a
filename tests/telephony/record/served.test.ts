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
import { rings } from "@/tests/telephony/record/events";

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

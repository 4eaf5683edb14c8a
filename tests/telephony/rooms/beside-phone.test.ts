import { afterAll, beforeAll, expect, test } from "vitest";
import { admin, machine, newSid, record } from "@/tests/telephony/record/call-record";
import {
  callerDials,
  callerEnds,
  type Dialled,
  dialOver,
  endOfDial,
  left,
  makeRoomTenant,
  type RoomTenant,
  ringing,
  roomOf,
  rowOf,
  sipLeg,
  telephone,
} from "@/tests/telephony/rooms/room-call";

let tenant: RoomTenant;
beforeAll(async () => {
  tenant = await makeRoomTenant();
  await admin`update public.call_devices set rings_on = 'both'
    where tenant_id = ${tenant.id} and user_id = ${tenant.rep.userId}`;
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

/** The rep presses 1 on the phone that rings for the same call. */
async function phoneAccepts({ caller, callId }: Dialled): Promise<void> {
  const planted = { ...tenant, rep: tenant.rep.userId };
  const call_sid = newSid("CA");
  await record(planted, callId, {
    ...{ type: "screen", dedupe_key: `screen:${call_sid}`, call_sid, parent_call_sid: caller },
    ...{ role: "rep", user_id: planted.rep, status: "in-progress", accepted: true },
  });
}

test("a phone that takes the call is why its room is over, whoever reports that first", async () => {
  const call = await ringing(tenant);
  await phoneAccepts(call);
  await sipLeg(tenant, call, "completed");
  expect(await roomOf(call)).toMatchObject({ end_reason: "on_phone" });
  await callerEnds(tenant, call);

  const other = await ringing(tenant);
  await phoneAccepts(other);
  const gone = { ...telephone(tenant, other), disconnectReason: "CLIENT_INITIATED" };
  await left(tenant, other, gone);
  expect(await roomOf(other)).toMatchObject({ end_reason: "on_phone" });
  await callerEnds(tenant, other);
});

test("a room that rang alone is over for another reason", async () => {
  const call = await ringing(tenant);
  await sipLeg(tenant, call, "no-answer");
  expect(await roomOf(call)).toMatchObject({ end_reason: "not_answered" });
  await callerEnds(tenant, call);
});

test("a room that LiveKit doesn't take: the phones ring on, and no browser is added", async () => {
  const call = await callerDials(tenant);
  expect(call.twiml).toContain("</Number><Sip ");
  await sipLeg(tenant, call, "failed");
  const over = await dialOver(tenant, call, "no-answer", false, endOfDial(call.twiml));
  expect(over).not.toContain("<Client");
  await callerEnds(tenant, call);
  expect(await rowOf(tenant, call)).toMatchObject({ outcome: "missed" });
  const { data } = await tenant.manager.db
    .from("call_legs")
    .select("status, sip_response_code")
    .match({ call_id: call.callId, medium: "sip" });
  expect(data).toEqual([{ status: "failed", sip_response_code: 503 }]);
});

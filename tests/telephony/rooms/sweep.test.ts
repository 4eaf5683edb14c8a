import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { sweepRooms } from "@/lib/rooms/sweep";
import { notificationsOf } from "@/tests/database/notifications/stage";
import { betweenSweeps } from "@/tests/support/sweeps";
import { admin, machine } from "@/tests/telephony/record/call-record";
import {
  answers,
  livekitSays,
  makeRoomTenant,
  person,
  type RoomTenant,
  ringing,
  roomOf,
} from "@/tests/telephony/rooms/room-call";

afterAll(() => Promise.all([admin.end(), machine.end()]));

/** A call in a room whose people are gone, of which no report came. */
async function forgotten(tenant: RoomTenant) {
  const call = await ringing(tenant);
  await answers(tenant, tenant.rep, call);
  await admin`update public.rooms set started_at = now() - interval '2 minutes'
    where call_id = ${call.callId}`;
  return call;
}

test("a company whose LiveKit is dead keeps no other's rooms from being looked after", async () => {
  const [dead, living] = await Promise.all([makeRoomTenant(), makeRoomTenant()]);
  const [unseen, other] = [await forgotten(dead), await forgotten(living)];
  await dead.livekit.setFaults({ isAway: true });
  let failed = 0;
  await betweenSweeps(async () => {
    ({ failed } = await sweepRooms());
  });
  expect(failed).toBeGreaterThan(0);
  expect(await roomOf(other)).toMatchObject({ end_reason: "swept" });
  expect(await roomOf(unseen)).toMatchObject({ ended_at: null });

  await dead.livekit.setFaults({ isAway: false });
  await betweenSweeps(sweepRooms);
  expect(await roomOf(unseen)).toMatchObject({ end_reason: "swept" });
});

test("a room that has gone on longer than a call may is ended for that reason", async () => {
  const tenant = await makeRoomTenant();
  const call = await ringing(tenant);
  await answers(tenant, tenant.rep, call);
  await admin`update public.rooms r set started_at = now() - interval '2 minutes'
      - t.call_time_limit_seconds * interval '1 second'
    from public.tenants t where t.id = r.tenant_id and r.call_id = ${call.callId}`;
  await betweenSweeps(sweepRooms);
  expect(await roomOf(call)).toMatchObject({ end_reason: "time_limit" });
  const { data } = await tenant.rep.db
    .from("call_steps")
    .select("reason")
    .match({ call_id: call.callId, kind: "room_ended" });
  expect(data).toEqual([{ reason: "time_limit" }]);
});

test("whoever was invited and has not come within a minute is notified, and rung no more", async () => {
  const tenant = await makeRoomTenant();
  const call = await ringing(tenant);
  await admin`insert into public.room_people (tenant_id, call_id, user_id, invited_by, rung_at)
    values (${tenant.id}, ${call.callId}, ${tenant.rep2.userId}, ${tenant.rep.userId},
      now() - interval '61 seconds')`;
  await betweenSweeps(sweepRooms);
  const [invited] = await admin`select over_at from public.room_people
    where call_id = ${call.callId} and call_sid = ''`;
  expect(invited?.over_at).not.toBeNull();
  expect(await notificationsOf(tenant.rep2)).toMatchObject([
    { kind: "invited", facts: { actor: "Rae Rep", what: "call", call_id: call.callId } },
  ]);
});

test("what is kept of a room that no telephone comes to is forgotten after an hour", async () => {
  const tenant = await makeRoomTenant();
  const rooms = ["old", "new"].map(() => `${tenant.account.room_prefix}_${randomUUID()}`);
  const participant = person(tenant.rep);
  for (const room of rooms) {
    await livekitSays(tenant, { event: "participant_joined", room, participant });
  }
  const [old = ""] = rooms;
  await admin`update private.early_room_events set received_at = now() - interval '61 minutes'
    where room = ${old}`;
  await betweenSweeps(sweepRooms);
  const kept = await admin`select room from private.early_room_events
    where tenant_id = ${tenant.id}`;
  expect(kept).toEqual([{ room: rooms[1] }]);
});

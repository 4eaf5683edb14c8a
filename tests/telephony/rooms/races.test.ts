import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { requireNoRooms } from "@/lib/livekit-account/live";
import { endRoomOf } from "@/lib/rooms/end";
import { giveBackRoom, noteRoomEnd } from "@/lib/rooms/machine";
import { sweepRooms } from "@/lib/rooms/sweep";
import { betweenSweeps } from "@/tests/support/sweeps";
import { ask } from "@/tests/telephony/calls/walk";
import { admin, machine, newSid } from "@/tests/telephony/record/call-record";
import {
  answers,
  callerDials,
  type Dialled,
  left,
  livekitSays,
  makeRoomTenant,
  publishes,
  type RoomTenant,
  ringing,
  roomOf,
  rowOf,
  sipLeg,
  telephone,
  token,
} from "@/tests/telephony/rooms/room-call";

let tenant: RoomTenant;
beforeAll(async () => {
  tenant = await makeRoomTenant();
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

const endsAt = async (call: Dialled, reason: "person_left" | "caller_left") =>
  (await noteRoomEnd(tenant.id, call.room, reason, null, new Date()))?.legs;

describe("what a room ends at Twilio", () => {
  test("the caller or colleague put through to it, unless they hung up themselves", async () => {
    const call = await ringing(tenant);
    await answers(tenant, tenant.rep, call);
    const caller = { call_sid: call.caller, role: "caller" };
    expect(await endsAt(call, "caller_left")).toEqual([]);
    expect(await endsAt(call, "person_left")).toEqual([caller]);
    await admin`update public.call_legs set role = 'rep', medium = 'browser', accepted_at = now()
      where call_sid = ${call.caller}`;
    expect(await endsAt(call, "person_left")).toEqual([{ ...caller, role: "rep" }]);
    await endRoomOf(tenant.id, call.room, "person_left");
  });

  test("nobody whom a telephone got while somebody answered in the browser", async () => {
    const call = await ringing(tenant);
    expect((await token(tenant.rep, call, "answer")).status).toBe(200);
    await publishes(tenant, tenant.rep, call);
    expect((await roomOf(call))?.answered_at).toBeTruthy();
    expect(await endsAt(call, "person_left")).toEqual([]);
    await sipLeg(tenant, call, "in-progress");
    await admin`insert into public.call_legs (tenant_id, call_sid, call_id, parent_call_sid, role,
        user_id, status, first_seen_at, answered_at, accepted_at)
      values (${tenant.id}, ${newSid("CA")}, ${call.callId}, ${call.caller}, 'rep',
        ${tenant.rep2.userId}, 'in-progress', now(), now(), now())`;
    expect(await endsAt(call, "person_left")).toEqual([]);
    await left(tenant, call, telephone(tenant, call));
    expect(await rowOf(tenant, call)).toMatchObject({ ended_at: null });
  });
});

describe("whose claim it is", () => {
  test("answered again, the five seconds begin anew", async () => {
    const call = await ringing(tenant);
    expect((await token(tenant.rep, call, "answer")).status).toBe(200);
    const [first] = await admin`update public.rooms set claimed_at = now() - interval '4 seconds'
      where name = ${call.room} returning id, to_jsonb(claimed_at) #>> '{}' as claimed_at`;
    expect((await token(tenant.rep, call, "answer")).status).toBe(200);
    const inAMinute = new Date(Date.now() + 60_000);
    const { id, claimed_at } = first ?? {};
    const back = giveBackRoom(tenant.id, id, tenant.rep.userId, claimed_at, inAMinute);
    expect(await back).toBe(false);
    expect(await roomOf(call)).toMatchObject({ claimed_by: tenant.rep.userId });
  });

  test("a colleague takes over one that has lapsed, which is noted", async () => {
    const call = await ringing(tenant, [tenant.rep, tenant.rep2]);
    expect((await token(tenant.rep, call, "answer")).status).toBe(200);
    await admin`update public.rooms set claimed_at = now() - interval '6 seconds'
      where name = ${call.room}`;
    expect((await token(tenant.rep2, call, "answer")).status).toBe(200);
    expect(await roomOf(call)).toMatchObject({ claimed_by: tenant.rep2.userId });
    const steps = await admin`select facts ->> 'user_id' as who from public.call_steps
      where call_id = ${call.callId} and kind = 'room_given_back'`;
    expect(steps).toMatchObject([{ who: tenant.rep.userId }]);
  });
});

test("a later <Dial> of the call has a room of its own, and rings on", async () => {
  const call = await ringing(tenant);
  await sipLeg(tenant, call, "no-answer");
  expect(await roomOf(call)).toMatchObject({ end_reason: "not_answered", answered_at: null });
  await admin`update public.call_legs set first_seen_at = first_seen_at - interval '30 seconds'
    where call_sid = ${call.sip}`;
  await admin`update public.rooms set started_at = started_at - interval '30 seconds'
    where name = ${call.room}`;
  const room = `${call.room}-${randomUUID().slice(0, 8)}`;
  const later = { ...call, sip: newSid("CA"), room, keys: { n: 0 } };
  await sipLeg(tenant, later, "initiated");
  await sipLeg(tenant, later, "ringing");
  await left(tenant, call, telephone(tenant, call));
  const participant = telephone(tenant, later);
  await livekitSays(tenant, { event: "participant_joined", room, participant });
  expect((await token(tenant.rep, later, "answer")).status).toBe(200);
  expect(await roomOf(later)).toMatchObject({ name: room, claimed_by: tenant.rep.userId });
  await left(tenant, later, participant);
});

test("declined before LiveKit says which room it is: it is ended once it does", async () => {
  const call = await callerDials(tenant);
  await sipLeg(tenant, call, "initiated");
  await sipLeg(tenant, call, "ringing");
  expect((await ask(tenant.rep, `/api/rooms/${call.callId}/decline`)).status).toBe(200);
  const participant = telephone(tenant, call);
  await livekitSays(tenant, { event: "participant_joined", room: call.room, participant });
  expect(await roomOf(call)).toMatchObject({ end_reason: "declined" });
});

test("what LiveKit did not end is ended by the sweep; until then nobody leaves it", async () => {
  const mine = await makeRoomTenant();
  const call = await ringing(mine);
  const isFree = () => requireNoRooms(mine.admin.db, mine.id);
  await expect(isFree()).rejects.toMatchObject({ code: "rooms_live" });
  await mine.livekit.setFaults({ isAway: true });
  await endRoomOf(mine.id, call.room, "silence");
  expect(await roomOf(call)).toMatchObject({ end_reason: "silence", closed_at: null });
  await mine.livekit.setFaults({ isAway: false });
  await betweenSweeps(sweepRooms);
  expect(await roomOf(call)).toMatchObject({ end_reason: "silence" });
  expect((await roomOf(call))?.closed_at).toBeTruthy();
  await isFree();
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { wordsOf } from "@/lib/notifications/view";
import { sweepRooms } from "@/lib/rooms/sweep";
import { kindsOf, notificationsOf } from "@/tests/database/notifications/stage";
import { betweenSweeps } from "@/tests/support/sweeps";
import { ask } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";
import {
  answers,
  livekitSays,
  makeRoomTenant,
  opensDesk,
  person,
  type RoomTenant,
  ringing,
  roomOf,
  rowOf,
  sipLeg,
  token,
} from "@/tests/telephony/rooms/room-call";

let tenant: RoomTenant;
beforeAll(async () => {
  tenant = await makeRoomTenant();
  await opensDesk(tenant, tenant.manager);
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

type Member = RoomTenant["rep"];
type Call = { callId: string };

/** Half a minute ago: LiveKit counts whole seconds. */
const joinedAt = String(Math.floor(Date.now() / 1000) - 30);
const says = (event: string) => (member: Member, room: string) =>
  livekitSays(tenant, { event, room, participant: person(member, { joinedAt }) });
const [comes, goes] = [says("participant_joined"), says("participant_left")];

async function meet(by: Member, ...others: Member[]) {
  const userIds = others.map(({ userId }) => userId);
  const response = await ask(by, "/api/rooms", { body: { userIds } });
  const answer = await response.json();
  return { status: response.status, callId: answer.callId, answer };
}

const nameOf = async (call: Call) => String((await roomOf(call))?.name);

/** Whom nothing is left of: other tests need them free. */
async function over(call: Call): Promise<void> {
  await ask(tenant.admin, `/api/calls/${call.callId}/hangup`);
}

describe("a meeting of colleagues", () => {
  test("three meet in a room without any telephone", async () => {
    const { rep, rep2, manager } = tenant;
    const meeting = await meet(rep, rep2, manager);
    expect(meeting.status).toBe(201);
    expect(await rowOf(tenant, meeting)).toMatchObject({
      ...{ direction: "internal", stage: "placing", user_id: rep.userId, ended_at: null },
    });
    const { data: me } = await rep2.db.rpc("me");
    expect(me).toMatchObject({ joined_calls: [meeting.callId] });
    const room = await nameOf(meeting);
    expect((await token(rep, meeting, "join")).status).toBe(200);
    await comes(rep, room);
    expect((await token(rep2, meeting, "answer")).status).toBe(200);
    await comes(rep2, room);
    expect((await token(manager, meeting, "answer")).status).toBe(200);
    await comes(manager, room);
    expect(await rowOf(tenant, meeting)).toMatchObject({
      ...{ status: "in-progress", stage: "connected" },
    });
    const state = await ask(rep2, `/api/calls/${meeting.callId}/status`, { method: "GET" });
    const { room: shown } = await state.json();
    expect(shown.people.map(({ state }: { state: string }) => state)).toEqual(["in", "in", "in"]);

    expect((await roomOf(meeting))?.answered_at).toBeTruthy();

    await ask(rep, `/api/calls/${meeting.callId}/hangup`);
    expect((await rowOf(tenant, meeting)).duration_seconds).toBeGreaterThanOrEqual(25);
    for (const member of [rep, rep2, manager]) await goes(member, room);
    expect(await roomOf(meeting)).toMatchObject({ end_reason: "ended_in_app" });
    expect(await rowOf(tenant, meeting)).toMatchObject({
      ...{ status: "completed", outcome: "connected", stage: "ended" },
    });
  });

  test("all decline: it is over, and nobody came", async () => {
    const meeting = await meet(tenant.rep, tenant.rep2);
    await comes(tenant.rep, await nameOf(meeting));
    expect(await rowOf(tenant, meeting)).toMatchObject({ callee_id: null });
    const decline = `/api/rooms/${meeting.callId}/decline`;
    expect((await ask(tenant.rep2, decline)).status).toBe(200);
    expect(await roomOf(meeting)).toMatchObject({ end_reason: "declined" });
    expect(await rowOf(tenant, meeting)).toMatchObject({
      ...{ outcome: "no-answer", outcome_reason: "nobody_joined" },
    });
  });

  test("nobody speaks after two have come: it ends by itself", async () => {
    const meeting = await meet(tenant.rep, tenant.rep2);
    const room = await nameOf(meeting);
    await comes(tenant.rep, room);
    expect(await roomOf(meeting)).toMatchObject({ answered_at: null });
    await comes(tenant.rep2, room);
    await admin`update public.rooms set answered_at = answered_at - interval '1 minute'
      where call_id = ${meeting.callId}`;
    const silent = `/api/rooms/${meeting.callId}/silent`;
    expect(await (await ask(tenant.rep, silent)).json()).toMatchObject({ ended: true });
  });

  test("who is not there, not of the company, or oneself", async () => {
    expect((await meet(tenant.rep, tenant.admin)).answer.error.code).toBe("nobody_reachable");
    const other = await makeRoomTenant();
    expect((await meet(tenant.rep, other.rep)).status).toBe(404);
    expect((await meet(tenant.rep, tenant.rep)).status).toBe(404);
    expect((await ask(tenant.rep, "/api/rooms", { body: { userIds: [] } })).status).toBe(400);
    const meeting = await meet(tenant.rep, tenant.rep2);
    expect((await token(other.admin, meeting, "join")).status).toBe(404);
    expect((await meet(tenant.rep, tenant.manager)).answer.error.code).toBe("call_in_progress");
    await over(meeting);
  });
});

describe("others come into a call", () => {
  test("a colleague is invited, comes, and is asked a second time in vain", async () => {
    const call = await ringing(tenant);
    await answers(tenant, tenant.rep, call);
    const invite = `/api/rooms/${call.callId}/invite`;
    const body = { userId: tenant.rep2.userId };
    expect((await ask(tenant.rep2, invite, { body })).status).toBe(409);
    expect((await ask(tenant.rep, invite, { body })).status).toBe(200);
    const { data: me } = await tenant.rep2.db.rpc("me");
    expect(me).toMatchObject({ joined_calls: [call.callId] });
    expect((await token(tenant.rep2, call, "answer")).status).toBe(200);
    // LiveKit counts whole seconds: whoever came second came in a later one.
    const joinedAt = String(Math.floor(Date.now() / 1000) + 2);
    const [event, participant] = ["participant_joined", person(tenant.rep2, { joinedAt })];
    await livekitSays(tenant, { event, room: call.room, participant });
    expect(await (await ask(tenant.rep, invite, { body })).json()).toMatchObject({ there: true });
    expect(await rowOf(tenant, call)).toMatchObject({
      ...{ user_id: tenant.rep.userId, also_on: [tenant.rep2.userId] },
    });
    await over(call);
  });

  test("whose desk is not open is notified of the call's page, and comes in by it", async () => {
    const own = await makeRoomTenant();
    const call = await ringing(own);
    await answers(own, own.rep, call);
    await admin`delete from public.softphones where user_id = ${own.rep2.userId}`;
    expect((await token(own.rep2, call, "join")).status).toBe(403);
    const body = { userId: own.rep2.userId };
    const invited = await ask(own.rep, `/api/rooms/${call.callId}/invite`, { body });
    expect(await invited.json()).toMatchObject({ rung: false, there: false });
    const { data: me } = await own.rep2.db.rpc("me");
    expect(me).toMatchObject({ joined_calls: expect.not.arrayContaining([call.callId]) });
    const [notification] = await notificationsOf(own.rep2);
    expect(notification && wordsOf(notification, "US")).toEqual({
      sentence: "Rae Rep asked you to join the call with (206) 555-0177",
      href: `/calls/${call.callId}`,
    });
    expect(await kindsOf(own.rep2)).toEqual(["invited"]);
    expect((await token(own.rep2, call, "join")).status).toBe(200);

    await ask(own.admin, `/api/calls/${call.callId}/hangup`);
    expect(await kindsOf(own.rep2)).toEqual(["invited, read"]);
    for (const member of [own.rep, own.manager]) expect(await kindsOf(member)).toEqual([]);
  });

  test("a manager joins by hand, or listens unseen: both are in the activity log", async () => {
    const call = await ringing(tenant);
    await answers(tenant, tenant.rep, call);
    expect((await token(tenant.rep2, call, "join")).status).toBe(403);
    expect((await token(tenant.manager, call, "join")).status).toBe(200);
    const listens = await (await token(tenant.manager, call, "listen")).json();
    const grants = JSON.parse(
      Buffer.from(listens.token.split(".")[1], "base64url").toString("utf8"),
    );
    expect(grants.video).toMatchObject({ hidden: true, canPublish: false, room: call.room });
    expect(grants.exp - grants.nbf).toBeLessThanOrEqual(120);
    await livekitSays(tenant, {
      ...{ event: "participant_joined", room: call.room },
      participant: person(tenant.manager, { permission: { hidden: true } }),
    });
    const seen = async (member: Member) =>
      (await member.db.rpc("people_in_rooms", { targets: [call.callId] })).data?.length;
    expect(await seen(tenant.rep)).toBe(1);
    expect(await seen(tenant.admin)).toBe(2);
    const { data } = await tenant.admin.db
      .from("audit_log")
      .select("action")
      .like("action", "call.room_%")
      .order("id");
    expect(data?.map(({ action }) => action)).toEqual(["call.room_joined", "call.room_listened"]);
    await over(call);
  });
});

describe("nobody speaks", () => {
  test("the server's own clock decides; anybody's word keeps it going", async () => {
    const call = await ringing(tenant);
    const heard = `/api/rooms/${call.callId}/heard`;
    const silent = `/api/rooms/${call.callId}/silent`;
    expect((await ask(tenant.rep2, heard, { body: { speaking: true } })).status).toBe(409);
    await answers(tenant, tenant.rep, call);
    const first = await (await ask(tenant.rep, heard, { body: { speaking: true } })).json();
    expect(first).toMatchObject({ silentForMs: 0, endsAfterMs: 10_000 });
    expect(await (await ask(tenant.rep, silent)).json()).toMatchObject({ ended: false });
    await admin`update public.rooms set answered_at = now() - interval '1 minute',
      heard_at = now() - interval '11 seconds' where call_id = ${call.callId}`;
    expect((await ask(tenant.rep2, silent)).status).toBe(409);
    expect(await (await ask(tenant.rep, silent)).json()).toMatchObject({ ended: true });
    expect(await roomOf(call)).toMatchObject({ end_reason: "silence" });
    expect((await ask(tenant.rep, silent)).status).toBe(409);
    const { data } = await tenant.rep.db
      .from("call_steps")
      .select("kind, reason")
      .eq("call_id", call.callId)
      .eq("kind", "room_ended");
    expect(data).toEqual([{ kind: "room_ended", reason: "silence" }]);
  });

  test("ringing is no silence, and without a limit nothing ends", async () => {
    const call = await ringing(tenant);
    await token(tenant.rep, call, "answer");
    const heard = `/api/rooms/${call.callId}/heard`;
    const rings = await ask(tenant.rep, heard, { body: { speaking: false } });
    expect(await rings.json()).toMatchObject({ endsAfterMs: null });
    await sipLeg(tenant, call, "in-progress");
    await admin`update public.rooms set silence_seconds = null where call_id = ${call.callId}`;
    const talks = await ask(tenant.rep, heard, { body: { speaking: false } });
    expect(await talks.json()).toMatchObject({ endsAfterMs: null });
    await over(call);
  });
});

test("the sweep ends a room whose reports never came", async () => {
  const call = await ringing(tenant);
  await answers(tenant, tenant.rep, call);
  await admin`update public.rooms set started_at = now() - interval '2 minutes'
    where call_id = ${call.callId}`;
  await betweenSweeps(sweepRooms);
  expect(await roomOf(call)).toMatchObject({ end_reason: "swept" });
  expect((await roomOf(call))?.ended_at).toBeTruthy();
});

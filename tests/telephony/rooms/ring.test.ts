import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";
import {
  answers,
  callerDials,
  callerEnds,
  dialOver,
  endOfDial,
  left,
  livekitSays,
  makeRoomTenant,
  person,
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

describe("a caller dials a company whose browsers ring in rooms", () => {
  test("one <Sip> is in the <Dial>, with the trunk's credentials and the call's id", async () => {
    const { twiml, callId } = await callerDials(tenant);
    expect(twiml).not.toContain("<Client");
    expect(twiml.match(/<Sip /g)).toHaveLength(1);
    expect(twiml).toContain(`username="${tenant.account.sip_username}"`);
    const address = `sip:${tenant.number}@${tenant.livekit.sipHost};transport=tcp`;
    expect(twiml).toContain(`${address}?X-Ringbook-Call=${callId}</Sip>`);
    expect(twiml).toContain(`rings=${tenant.rep.userId}`);
  });

  test("it rings, one answers, they talk, and both leave", async () => {
    const call = await ringing(tenant);
    expect(await rowOf(tenant, call)).toMatchObject({ status: "ringing", stage: "ringing_rep" });
    const { data: me } = await tenant.rep.db.rpc("me");
    expect(me).toMatchObject({ joined_calls: [call.callId] });
    const { data } = await tenant.rep.db.rpc("people_in_rooms", { targets: [call.callId] });
    expect(data).toMatchObject([{ name: tenant.rep.name, state: "ringing" }]);

    await answers(tenant, tenant.rep, call);
    expect(await rowOf(tenant, call)).toMatchObject({
      ...{ status: "in-progress", stage: "connected", user_id: tenant.rep.userId },
    });
    expect(await roomOf(call)).toMatchObject({ claimed_by: tenant.rep.userId, ended_at: null });

    const hungUp = person(tenant.rep, { disconnectReason: "CLIENT_INITIATED" });
    await left(tenant, call, hungUp);
    await sipLeg(tenant, call, "completed");
    expect(await dialOver(tenant, call, "completed", true)).toContain("<Hangup/>");
    await callerEnds(tenant, call);
    expect(await rowOf(tenant, call)).toMatchObject({
      ...{ status: "completed", outcome: "connected", user_id: tenant.rep.userId },
    });
    expect(await roomOf(call)).toMatchObject({ end_reason: "person_left" });
    const { data: legs } = await tenant.manager.db
      .from("call_legs")
      .select("role, medium, user_id, status")
      .eq("call_id", call.callId)
      .order("medium");
    expect(legs).toMatchObject([
      { role: "caller", medium: "phone" },
      { role: "rep", medium: "sip", user_id: null, status: "completed" },
      { role: "rep", medium: "room", user_id: tenant.rep.userId, status: "completed" },
    ]);
  });

  test("of two who answer at once, one gets 409 with the other's name", async () => {
    const call = await ringing(tenant, [tenant.rep, tenant.rep2]);
    const answers = await Promise.all(
      [tenant.rep, tenant.rep2].map(async (member) => {
        const response = await token(member, call, "answer");
        return { status: response.status, body: await response.json() };
      }),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const first = answers[0]?.status === 200 ? tenant.rep : tenant.rep2;
    const second = answers.find(({ status }) => status === 409);
    expect(second?.body.error).toMatchObject({ code: "taken", name: first.name });
    const given = answers.find(({ status }) => status === 200)?.body;
    expect(given).toMatchObject({ url: tenant.livekit.url, identity: `user_${first.userId}` });
  });

  test("whoever publishes nothing gives the call back, and a colleague takes it", async () => {
    const call = await ringing(tenant, [tenant.rep, tenant.rep2]);
    expect((await token(tenant.rep, call, "answer")).status).toBe(200);
    await expect.poll(async () => (await roomOf(call))?.claimed_by).toBeNull();
    expect((await token(tenant.rep2, call, "answer")).status).toBe(200);
    expect((await roomOf(call))?.claimed_by).toBe(tenant.rep2.userId);
  });

  test("whom it doesn't ring gets no token, nor does another company", async () => {
    const call = await ringing(tenant);
    expect((await token(tenant.rep2, call, "answer")).status).toBe(409);
    expect((await token(tenant.rep2, call, "join")).status).toBe(403);
    expect((await token(tenant.rep2, call, "listen")).status).toBe(403);
    const other = await makeRoomTenant();
    for (const as of ["answer", "join", "listen"]) {
      expect((await token(other.admin, call, as)).status).toBe(404);
    }
    expect((await token(tenant.manager, call, "join")).status).toBe(409);
  });
});

describe("a call that LiveKit does not take", () => {
  test("rings the same browsers by Twilio, once, and goes on where nobody answers", async () => {
    const call = await callerDials(tenant);
    await sipLeg(tenant, call, "initiated");
    await sipLeg(tenant, call, "failed");
    const first = endOfDial(call.twiml);
    const again = await dialOver(tenant, call, "failed", false, first);
    expect(again).toContain(`${tenant.rep.userId.replaceAll("-", "")}</Identity>`);
    expect(again).not.toContain("<Sip");
    expect(await dialOver(tenant, call, "failed", false, first)).toBe(again);
    expect(await dialOver(tenant, call, "failed", false, endOfDial(again))).toContain("<Say");
    await callerEnds(tenant, call);
    expect(await rowOf(tenant, call)).toMatchObject({ outcome: "missed" });
  });

  test("of which nobody took it in time, it doesn't ring a second time", async () => {
    const call = await callerDials(tenant);
    const over = await dialOver(tenant, call, "no-answer", false, endOfDial(call.twiml));
    expect(over).not.toContain("<Client");
  });
});

describe("numbers and phones that a room is not for", () => {
  test.each([
    ["a number that the trunk does not have", { trunk_numbers: [], has_programmable_sip: true }],
  ])("%s rings browsers by Twilio", async (_, changed) => {
    const other = await makeRoomTenant();
    await admin`update public.livekit_accounts set ${admin(changed)} where tenant_id = ${other.id}`;
    const { twiml } = await callerDials(other);
    expect(twiml).toContain("<Client");
    expect(twiml).not.toContain("<Sip");
  });
});

describe("a room that is not what it says", () => {
  test.each([
    ["another trunk", () => ({ "sip.trunkID": "ST_other" })],
    ["no trunk", () => ({ "sip.trunkID": "" })],
  ])("%s: it is ended, and rings nobody", async (_, changed) => {
    const call = await callerDials(tenant);
    const participant = telephone(tenant, call, changed());
    const said = { event: "participant_joined", room: call.room, participant };
    expect(await livekitSays(tenant, said)).toBe(204);
    expect(await roomOf(call)).toBeUndefined();
    const [room] = await admin`select * from public.rooms where name = ${call.room}`;
    expect(room).toMatchObject({ call_id: null, end_reason: "mismatch" });
  });

  test("a call that isn't known yet is asked about again, for a minute", async () => {
    const room = `${tenant.account.room_prefix}_${randomUUID()}`;
    const participant = telephone(tenant, { callId: randomUUID() });
    const said = { event: "participant_joined", room, participant };
    const rooms = () => admin`select end_reason from public.rooms where name = ${room}`;
    expect(await livekitSays(tenant, said)).toBe(503);
    expect(await rooms()).toEqual([]);
    expect(await livekitSays(tenant, { ...said, at: Date.now() - 120_000 })).toBe(204);
    expect(await rooms()).toMatchObject([{ end_reason: "mismatch" }]);
  });

  test("another company's call is no call of this room", async () => {
    const other = await makeRoomTenant();
    const foreign = await callerDials(other);
    const call = await callerDials(tenant);
    const participant = telephone(tenant, foreign);
    const said = { event: "participant_joined", room: call.room, participant };
    expect(await livekitSays(tenant, said)).toBe(204);
    expect(await roomOf(foreign)).toBeUndefined();
    const [room] = await admin`select * from public.rooms where name = ${call.room}`;
    expect(room).toMatchObject({ call_id: null, end_reason: "mismatch" });
  });
});

describe("what ends a call in a room", () => {
  test("LiveKit refuses it: the caller hears what is next, and the code is kept", async () => {
    const call = await callerDials(tenant);
    await sipLeg(tenant, call, "initiated");
    await sipLeg(tenant, call, "failed");
    expect(await dialOver(tenant, call, "failed", false)).toContain("<Say");
    await callerEnds(tenant, call);
    expect(await rowOf(tenant, call)).toMatchObject({ outcome: "missed" });
    const { data } = await tenant.manager.db
      .from("call_legs")
      .select("sip_response_code")
      .eq("call_sid", call.sip);
    expect(data).toEqual([{ sip_response_code: 503 }]);
    const { data: me } = await tenant.rep.db.rpc("me");
    expect(me).toMatchObject({ joined_calls: expect.not.arrayContaining([call.callId]) });
  });

  test("everybody declines: the room is over at once; a second click changes nothing", async () => {
    const call = await ringing(tenant, [tenant.rep, tenant.rep2]);
    const decline = async (member: RoomTenant["rep"]) =>
      (await ask(member, `/api/rooms/${call.callId}/decline`)).status;
    expect(await decline(tenant.rep)).toBe(200);
    expect(await roomOf(call)).toMatchObject({ ended_at: null });
    expect(await decline(tenant.rep)).toBe(200);
    expect(await decline(tenant.rep2)).toBe(200);
    expect(await roomOf(call)).toMatchObject({ end_reason: "declined" });
    await sipLeg(tenant, call, "busy", [tenant.rep, tenant.rep2]);
    await callerEnds(tenant, call);
    expect(await rowOf(tenant, call)).toMatchObject({ outcome: "missed" });
  });

  test("the caller hangs up: the room ends once, also if reports come twice", async () => {
    const call = await ringing(tenant);
    await answers(tenant, tenant.rep, call);
    const phone = telephone(tenant, call);
    for (let time = 0; time < 2; time += 1) {
      expect(await left(tenant, call, phone)).toBe(204);
      expect(await left(tenant, call, person(tenant.rep))).toBe(204);
      expect(await livekitSays(tenant, { event: "room_finished", room: call.room })).toBe(204);
    }
    await sipLeg(tenant, call, "completed");
    await callerEnds(tenant, call);
    expect(await roomOf(call)).toMatchObject({ end_reason: "caller_left" });
    expect(await rowOf(tenant, call)).toMatchObject({ status: "completed", outcome: "connected" });
  });

  test("a second browser of the same person takes the place of the first", async () => {
    const call = await ringing(tenant);
    await answers(tenant, tenant.rep, call);
    const first = person(tenant.rep, { disconnectReason: "DUPLICATE_IDENTITY" });
    await left(tenant, call, first);
    expect(await roomOf(call)).toMatchObject({ ended_at: null });
    expect(await rowOf(tenant, call)).toMatchObject({ status: "in-progress" });
  });
});

import { afterAll, beforeEach, expect, test } from "vitest";
import { sweepRooms } from "@/lib/rooms/sweep";
import { phrases } from "@/lib/routing/phrases";
import { Person } from "@/local/livekit/testing/person";
import { browserOf } from "@/tests/support/browser-calls";
import { betweenSweeps } from "@/tests/support/sweeps";
import { publish, routeOf } from "@/tests/telephony/calls/routed";
import { callRow, customer, onlyCall } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";
import { makeRoomTenant, type RoomTenant, roomOf, token } from "@/tests/telephony/rooms/room-call";

let tenant: RoomTenant;
beforeEach(async () => {
  tenant = await makeRoomTenant();
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

const advance = (seconds: number) => tenant.carrier.advance(tenant.accountSid, seconds);

/** The customer dials; this is their call, once it has begun. */
async function dials() {
  const caller = tenant.carrier.handset(tenant.accountSid, customer);
  await caller.dial(tenant.number);
  await expect.poll(() => calls()).toBe(1);
  const { id } = await onlyCall(tenant);
  return { caller, callId: id };
}

async function calls(): Promise<number> {
  const { data } = await tenant.manager.db.from("calls").select("id").eq("tenant_id", tenant.id);
  return data?.length ?? 0;
}

/** It rings somebody in a browser. */
async function rings() {
  const call = await dials();
  const isRinging = async () => {
    await advance(1);
    return (await tenant.rep.db.from("room_people").select("id")).data?.length;
  };
  await expect.poll(isRinging, { interval: 300 }).toBe(1);
  await tenant.livekit.settled();
  return call;
}

test("the carrier's <Sip> comes into a room, which is the call's", async () => {
  const call = await rings();
  await expect.poll(() => roomOf(call)).toMatchObject({ kind: "call", ended_at: null });
  expect(await callRow(tenant, call.callId)).toMatchObject({ stage: "ringing_rep" });
  expect((await token(tenant.rep, call, "answer")).status).toBe(200);
  await call.caller.hangup();
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  await tenant.livekit.settled();
  expect((await roomOf(call))?.ended_at).toBeTruthy();
  expect(await callRow(tenant, call.callId)).toMatchObject({ outcome: "missed" });
});

test("all reports of it were lost: whoever answers is let in all the same", async () => {
  await tenant.livekit.setFaults({ webhooks: [{ kind: "lose", times: 99 }] });
  const call = await rings();
  expect(await roomOf(call)).toBeUndefined();
  expect((await token(tenant.rep, call, "answer")).status).toBe(200);
  expect(await roomOf(call)).toMatchObject({ claimed_by: tenant.rep.userId });
});

test("who talks although its report was lost is not taken out for want of sound", async () => {
  await tenant.livekit.setFaults({ webhooks: [{ kind: "lose", times: 99 }] });
  const call = await rings();
  const { url, token: jwt } = await (await token(tenant.rep, call, "answer")).json();
  await using person = await Person.join(url, jwt, 500);
  const isAnswered = async () => (await roomOf(call))?.answered_at;
  await expect.poll(isAnswered).toBeTruthy();
  expect(await roomOf(call)).toMatchObject({ claimed_by: tenant.rep.userId, ended_at: null });
  expect(person.room.isConnected).toBe(true);
});

test("a token that is used again, after its rep has left, lets them back in as themselves", async () => {
  const call = await rings();
  const joins = async (who: "rep" | "manager", as: string) =>
    (await token(tenant[who], call, as)).json();
  const { url, token: jwt } = await joins("rep", "answer");
  const legs = () => admin`select status from public.call_legs
    where call_id = ${call.callId} and user_id = ${tenant.rep.userId} and medium = 'room'
    order by first_seen_at, status desc`;
  await using rep = await Person.join(url, jwt, 500);
  await expect.poll(async () => (await roomOf(call))?.answered_at).toBeTruthy();
  const joining = await joins("manager", "join");
  await using manager = await Person.join(joining.url, joining.token, 500);
  await rep.room.disconnect();
  await expect.poll(legs).toEqual([{ status: "completed" }]);
  await using again = await Person.join(url, jwt, 500);
  await expect.poll(legs).toEqual([{ status: "completed" }, { status: "in-progress" }]);
  for (const { room } of [manager, again]) expect(room.isConnected).toBe(true);
  expect(await roomOf(call)).toMatchObject({ claimed_by: tenant.rep.userId, ended_at: null });
});

test("a manager who listens, and is one no more, is taken out of the room", async () => {
  const call = await rings();
  const joins = async (who: "rep" | "manager", as: string) =>
    (await token(tenant[who], call, as)).json();
  const answering = await joins("rep", "answer");
  await using rep = await Person.join(answering.url, answering.token, 500);
  await expect.poll(async () => (await roomOf(call))?.answered_at).toBeTruthy();
  const listening = await joins("manager", "listen");
  await using manager = await Person.listen(listening.url, listening.token);
  const listeners = () => admin`select from public.call_legs
    where call_id = ${call.callId} and role = 'supervisor' and status < 'completed'`;
  await expect.poll(listeners).toHaveLength(1);
  await betweenSweeps(sweepRooms);
  expect(manager.room.isConnected).toBe(true);

  await admin`update public.profiles set role = 'rep' where user_id = ${tenant.manager.userId}`;
  await betweenSweeps(sweepRooms);
  await expect.poll(() => manager.room.isConnected).toBe(false);
  await expect.poll(listeners).toEqual([]);
  // Their token still lets them in: nobody waits for a sweep then.
  await using again = await Person.listen(listening.url, listening.token);
  await expect.poll(() => again.room.isConnected).toBe(false);
  await expect.poll(listeners).toEqual([]);
  expect(rep.room.isConnected).toBe(true);
  expect(await roomOf(call)).toMatchObject({ ended_at: null });
  const { data } = await tenant.admin.db
    .from("audit_log")
    .select("actor_id, subject, detail")
    .eq("action", "call.listening_ended");
  const detail = { call_id: call.callId };
  expect(data).toEqual([{ actor_id: null, subject: tenant.manager.userId, detail }]);
});

test("a manager who listens in a room and signs out is put out of it", async () => {
  const call = await rings();
  const joins = async (who: "rep" | "manager", as: string) =>
    (await token(tenant[who], call, as)).json();
  const answering = await joins("rep", "answer");
  await using rep = await Person.join(answering.url, answering.token, 500);
  await expect.poll(async () => (await roomOf(call))?.answered_at).toBeTruthy();
  const listening = await joins("manager", "listen");
  await using manager = await Person.listen(listening.url, listening.token);
  await expect
    .poll(
      () => admin`select from public.call_legs
    where call_id = ${call.callId} and role = 'supervisor' and status < 'completed'`,
    )
    .toHaveLength(1);
  await tenant.manager.db.auth.signOut();
  await betweenSweeps(sweepRooms);
  await expect.poll(() => manager.room.isConnected).toBe(false);
  expect(rep.room.isConnected).toBe(true);
});

test.each([
  ["LiveKit is away", { isAway: true }],
  ["LiveKit refuses the call", { sipCode: 486 }],
])("%s: the caller hears so at once, and waits for nobody", async (_, faults) => {
  await tenant.livekit.setFaults(faults);
  const { caller, callId } = await dials();
  await advance(1);
  await caller.speak(0);
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  expect(await caller.state()).toMatchObject({ state: "idle" });
  expect(await callRow(tenant, callId)).toMatchObject({ outcome: "missed" });
});

test("LiveKit is away: the browser rings by Twilio, and then the caller leaves a message", async () => {
  const { carrier, accountSid } = tenant;
  await publish(tenant, routeOf(tenant, true, [tenant.rep.userId]));
  const { leave_message } = phrases["en-US"];
  const browser = browserOf(tenant, tenant.rep);
  await carrier.scriptHandset(accountSid, browser.address, { behaviour: "manual" });
  await tenant.livekit.setFaults({ isAway: true });
  const { caller, callId } = await dials();
  const until = (isSo: () => Promise<boolean>) =>
    expect
      .poll(async () => {
        await advance(1);
        return isSo();
      })
      .toBe(true);
  await until(async () => (await browser.state()).state === "ringing");
  await until(async () => (await caller.state()).hears?.includes(leave_message) === true);
  await advance(10);
  await caller.speak(5);
  await advance(10);
  await caller.hangup();
  await carrier.runUntilIdle(accountSid);
  expect(await callRow(tenant, callId)).toMatchObject({ outcome: "voicemail" });
  expect((await browser.state()).state).toBe("idle");
});

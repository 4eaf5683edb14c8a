import { afterAll, beforeEach, expect, test } from "vitest";
import { serveTenant } from "@/lib/queue/serve";
import { keepSweepsAway } from "@/tests/support/sweeps";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { queueRoute, setAvailability } from "@/tests/telephony/calls/queued";
import { publish } from "@/tests/telephony/calls/routed";
import { callOf, change } from "@/tests/telephony/calls/talking";
import { callRow, customer, initiate, onlyCall } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

keepSweepsAway();

afterAll(() => Promise.all([admin.end(), machine.end()]));

const desk = "+12065550167";
let tenant: TestTenant;
let on: ReturnType<typeof callOf>;
beforeEach(async () => {
  tenant = await makeTenant();
  on = callOf(tenant);
  // The second rep's second phone.
  await admin`insert into public.further_phones (tenant_id, user_id, place, phone, verified_at)
    values (${tenant.id}, ${tenant.rep2.userId}, 2, ${desk}, now())`;
});

const toRob = (mode: "warm" | "cold") => ({ to: { userId: tenant.rep2.userId }, mode });
const states = async () => [await on.state(tenant.rep2.phone), await on.state(desk)];
const legsOf = (callId: string) =>
  admin`select to_number, status, accepted_at is not null as accepted from public.call_legs
    where call_id = ${callId} and user_id = ${tenant.rep2.userId} order by to_number`;
/** They took it at the desk: the other phone has only rung. */
const tookItAtTheDesk = () => [
  { to_number: tenant.rep2.phone, accepted: false },
  { to_number: desk, status: "completed", accepted: true },
];

async function takeAtTheDesk(): Promise<void> {
  expect(await states()).toEqual(["ringing", "ringing"]);
  await on.handset(desk).answer();
  await on.advance(2);
  await on.handset(desk).press("1");
}

test("a colleague who is called answers at their second phone, and the first stops", async () => {
  await on.takesCalls(tenant.rep);
  expect((await initiate(tenant.rep, { colleagueId: tenant.rep2.userId })).status).toBe(201);
  await on.advance(8);
  await takeAtTheDesk();
  await on.advance(15);
  expect(await states()).toEqual(["idle", "in-call"]);
  const { id } = await onlyCall(tenant);
  const asked = await admin`select answered_from from public.call_events
    where tenant_id = ${tenant.id} and answered_from is not null`;
  expect(asked.length).toBeGreaterThan(0);
  // What is stored names no phone.
  expect(JSON.stringify(asked)).not.toContain(desk);
  await on.handset(desk).hangup();
  await on.idle();
  expect(await callRow(tenant, id)).toMatchObject({
    ...{ outcome: "connected", outcome_reason: "colleague_answered" },
  });
  expect(await legsOf(id)).toMatchObject(tookItAtTheDesk());
});

test("a cold transfer rings both, also where it comes back", async () => {
  const call = await on.callOut();
  await tenant.carrier.scriptHandset(tenant.accountSid, tenant.rep2.phone, { behaviour: "manual" });
  expect(await change(tenant.rep, call, "transfer", toRob("cold"))).toBe(200);
  await on.advance(5);
  await takeAtTheDesk();
  await on.advance(10);
  expect(await states()).toEqual(["idle", "in-call"]);

  await on.takesCalls(tenant.rep);
  const decline = { behaviour: "declines", afterSeconds: 3 } as const;
  await tenant.carrier.scriptHandset(tenant.accountSid, tenant.rep.phone, decline);
  const back = { to: { userId: tenant.rep.userId }, mode: "cold" };
  expect(await change(tenant.rep2, call, "transfer", back)).toBe(200);
  await on.advance(8);
  await takeAtTheDesk();
  await on.advance(10);
  expect(await on.stage(call)).toMatchObject({ stage: "connected" });
  await on.handset(customer).hangup();
  await on.idle();
  expect(await callRow(tenant, call)).toMatchObject({ outcome: "connected" });
});

test("a warm transfer rings both: of two that press 1, one comes, the other goes", async () => {
  const call = await on.callOut();
  await tenant.carrier.scriptHandset(tenant.accountSid, tenant.rep2.phone, { behaviour: "manual" });
  expect(await change(tenant.rep, call, "transfer", toRob("warm"))).toBe(200);
  await on.advance(3);
  expect(await states()).toEqual(["ringing", "ringing"]);
  const phones = [tenant.rep2.phone, desk];
  for (const phone of phones) await on.handset(phone).answer();
  await on.advance(2);
  await on.handset(desk).press("1");
  await on.handset(tenant.rep2.phone).press("1");
  await on.advance(15);
  expect((await states()).sort()).toEqual(["idle", "in-call"]);
  expect(await change(tenant.rep, call, "transfer", { action: "complete" })).toBe(200);
  await on.advance(10);
  expect(await on.stage(call)).toMatchObject({ stage: "connected" });
  await on.handset(customer).hangup();
  await on.idle();
  expect(await on.talkOf(call, tenant.rep2.userId)).toBeGreaterThan(5);
});

/** A customer asked to be called back; the second rep is rung for them. */
async function callsBack(): Promise<void> {
  const { rep2 } = tenant;
  await setAvailability(tenant, rep2, "away");
  await publish(tenant, queueRoute([rep2.userId], { callback_key: "5" }));
  await on.handset(customer).dial(tenant.number);
  await on.advance(3);
  await on.handset(customer).press("5");
  await on.advance(11);
  expect(await on.state(customer)).toBe("idle");
  await setAvailability(tenant, rep2, "available");
  await serveTenant(tenant.id, new Date());
  await on.advance(3);
}

test("a callback rings both; the one with the 1 gets the caller, the other stops", async () => {
  const { rep2 } = tenant;
  await callsBack();
  await takeAtTheDesk();
  await on.advance(3);
  expect(await on.state(customer)).toBe("ringing");
  expect(await states()).toEqual(["idle", "in-call"]);
  await on.handset(customer).answer();
  await on.advance(20);
  await on.handset(customer).hangup();
  await on.idle();
  const { id } = await onlyCall(tenant);
  expect(await callRow(tenant, id)).toMatchObject({ outcome: "connected", user_id: rep2.userId });
  expect(await legsOf(id)).toMatchObject(tookItAtTheDesk());
  const entry = await admin`select state from public.queue_entries where tenant_id = ${tenant.id}`;
  expect(entry[0]).toEqual({ state: "answered" });
});

test("a callback that is hung up at once rings the other phone no longer, till the next try", async () => {
  await callsBack();
  await takeAtTheDesk();
  const { id } = await onlyCall(tenant);
  await expect.poll(() => legsOf(id)).toContainEqual(expect.objectContaining({ accepted: true }));
  await on.handset(desk).hangup();
  await on.advance(3);
  expect(await states()).toEqual(["idle", "idle"]);
  await on.idle();
  await serveTenant(tenant.id, new Date());
  // The caller's phone may have rung: they are left alone for ten minutes, and the rep for a while.
  const due = await admin`update public.queue_entries set next_try_at = now()
    where tenant_id = ${tenant.id} and state = 'callback' returning tries`;
  expect(due).toMatchObject([{ tries: 1 }]);
  await admin`delete from private.ring_claims where tenant_id = ${tenant.id}`;
  await admin`update public.call_legs set first_seen_at = first_seen_at - interval '10 minutes'
    where tenant_id = ${tenant.id}`;
  await serveTenant(tenant.id, new Date());
  await on.advance(3);
  expect(await states()).toEqual(["ringing", "ringing"]);
  await tenant.carrier.resetAccount(tenant.accountSid);
});

test("of a callback's two phones that both press 1, one gets the caller", async () => {
  const { rep2 } = tenant;
  await callsBack();
  for (const phone of [rep2.phone, desk]) await on.handset(phone).answer();
  await on.advance(2);
  await on.handset(desk).press("1");
  await on.handset(rep2.phone).press("1");
  await on.advance(12);
  // Whichever was recorded first.
  expect((await states()).sort()).toEqual(["idle", "in-call"]);
  const { id } = await onlyCall(tenant);
  const rung = await admin`select count(*)::int as legs from public.call_legs
    where call_id = ${id} and role = 'customer'`;
  expect(rung[0]).toEqual({ legs: 1 });
  await tenant.carrier.resetAccount(tenant.accountSid);
});

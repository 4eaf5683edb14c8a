import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { addFurther, listFurther, makeFirst, removeFurther } from "@/lib/phones/further";
import { callWithCode, tryCode } from "@/lib/phones/verify";
import { readRingOrder, saveInTurn } from "@/lib/softphone/ring-order";
import { actorOf } from "@/tests/support/imports";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { publish, routeOf } from "@/tests/telephony/calls/routed";
import { change } from "@/tests/telephony/calls/talking";
import {
  changePhone,
  hearCode,
  later,
  meAs,
  otherThan,
  start,
} from "@/tests/telephony/calls/verifying";
import { callRow, customer, initiate, onlyCall } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

const desk = "+12065550167";
let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});

const handset = (number: string) => tenant.carrier.handset(tenant.accountSid, number);
const advance = (seconds: number) => tenant.carrier.advance(tenant.accountSid, seconds);
const idle = () => tenant.carrier.runUntilIdle(tenant.accountSid);
const stateOf = async (number: string) => (await handset(number).state()).state;
const me = () => meAs(tenant, tenant.rep, tenant.rep.phone);

/** The rep has a second phone, verified as the first was. */
async function addDesk(): Promise<void> {
  const actor = await actorOf(tenant.rep);
  await addFurther(actor, { name: "Desk", phone: desk });
  await callWithCode(me(), start, desk);
  const code = await hearCode(tenant, desk);
  expect(await tryCode(me(), otherThan(code), later(20), desk)).toMatchObject({ answer: "wrong" });
  expect(await tryCode(me(), code, later(30), desk)).toEqual({ answer: "verified" });
}

const legsOf = async (callId: string) =>
  admin`select to_number, status, user_id, accepted_at is not null as accepted
    from public.call_legs where call_id = ${callId} and role = 'rep' order by to_number`;

test("both phones of a person ring; the one with the 1 has the call, the other stops", async () => {
  await addDesk();
  const { rep, rep2 } = tenant;
  await publish(tenant, routeOf(tenant, true, [rep.userId, rep2.userId]));
  await handset(customer).dial(tenant.number);
  await advance(12);
  for (const phone of [rep.phone, desk, rep2.phone]) expect(await stateOf(phone)).toBe("ringing");
  await handset(desk).answer();
  await advance(2);
  await handset(desk).press("1");
  await advance(20);
  expect(await stateOf(rep.phone)).toBe("idle");
  await handset(customer).hangup();
  await idle();
  const call = await onlyCall(tenant);
  expect(await callRow(tenant, call.id)).toMatchObject({
    ...{ outcome: "connected", user_id: rep.userId },
  });
  expect(await legsOf(call.id)).toMatchObject([
    { to_number: rep.phone, status: "canceled", user_id: rep.userId, accepted: false },
    { to_number: rep2.phone, status: "canceled", user_id: rep2.userId },
    { to_number: desk, status: "completed", user_id: rep.userId, accepted: true },
  ]);
});

test("a call that rings both phones holds its person while one of them rings", async () => {
  await addDesk();
  const { rep, rep2 } = tenant;
  await publish(tenant, routeOf(tenant, true, [rep.userId]));
  await handset(customer).dial(tenant.number);
  await advance(12);
  await handset(rep.phone).decline();
  await advance(1);
  expect(await stateOf(desk)).toBe("ringing");
  const other = "+12065550178";
  await handset(other).dial(tenant.number);
  await advance(8);
  // Nobody is free for them.
  expect(await stateOf(rep.phone)).toBe("idle");
  expect(await stateOf(rep2.phone)).toBe("idle");
  await handset(customer).hangup();
  await handset(other).hangup();
  await idle();
});

test("a second phone that is not verified, or is not to ring, is not rung, nor is the first by it", async () => {
  const actor = await actorOf(tenant.rep);
  await addFurther(actor, { name: "", phone: desk });
  await publish(tenant, routeOf(tenant, true, [tenant.rep.userId]));
  await handset(customer).dial(tenant.number);
  await advance(12);
  expect(await stateOf(desk)).toBe("idle");
  await handset(customer).hangup();
  await idle();
  await removeFurther(actor, 2);
  await addDesk();
  await handset(desk).dial(tenant.number);
  await advance(12);
  // They would ring themselves.
  expect(await stateOf(tenant.rep.phone)).toBe("idle");
  await handset(desk).hangup();
  await idle();
  await admin`update public.further_phones set rings = false where tenant_id = ${tenant.id}`;
  await handset(customer).dial(tenant.number);
  await advance(12);
  expect([await stateOf(tenant.rep.phone), await stateOf(desk)]).toEqual(["ringing", "idle"]);
  await handset(customer).hangup();
  await idle();
});

test("a number that forwards to a person rings all of their phones", async () => {
  await addDesk();
  await handset(customer).dial(tenant.number);
  await advance(12);
  expect([await stateOf(tenant.rep.phone), await stateOf(desk)]).toEqual(["ringing", "ringing"]);
  await handset(customer).hangup();
  await idle();
});

describe("one after another", () => {
  const inTurn = async (order: number[]) => {
    await addDesk();
    await saveInTurn(await actorOf(tenant.rep), order);
  };
  const phones = async () => [await stateOf(tenant.rep.phone), await stateOf(desk)];

  test.each(["number", "route"])("the first is not answered, the second is (%s)", async (way) => {
    await inTurn([2, 1, 3, 0]);
    const { rep } = tenant;
    if (way === "route") await publish(tenant, routeOf(tenant, true, [rep.userId]));
    await handset(customer).dial(tenant.number);
    await advance(10);
    expect(await phones()).toEqual(["idle", "ringing"]);
    await advance(14);
    expect(await phones()).toEqual(["ringing", "idle"]);
    await handset(rep.phone).answer();
    await advance(1);
    await handset(rep.phone).press("1");
    await advance(20);
    const call = await onlyCall(tenant);
    expect(call).toMatchObject({ stage: "connected", user_id: rep.userId });
    await handset(customer).hangup();
    await idle();
    expect(await callRow(tenant, call.id)).toMatchObject({
      ...{ status: "completed", outcome: "connected", user_id: rep.userId, talked_with: [] },
    });
    expect(await legsOf(call.id)).toMatchObject([
      { to_number: rep.phone, status: "completed", user_id: rep.userId, accepted: true },
      { to_number: desk, status: "no-answer", user_id: rep.userId, accepted: false },
    ]);
  });

  test.each(["number", "route"])(
    "nobody answers: the caller leaves a message (%s)",
    async (way) => {
      await inTurn([1, 2, 3, 0]);
      if (way === "route") await publish(tenant, routeOf(tenant, true, [tenant.rep.userId]));
      await handset(customer).dial(tenant.number);
      await advance(10);
      await handset(tenant.rep.phone).decline();
      await advance(4);
      expect(await phones()).toEqual(["idle", "ringing"]);
      await advance(50);
      expect(await phones()).toEqual(["idle", "idle"]);
      await handset(customer).hangup();
      await idle();
      expect(await onlyCall(tenant)).toMatchObject({ status: "no-answer", outcome: "voicemail" });
      const { data } = await tenant.rep.db.from("missed_callers").select("calls");
      expect(data).toEqual([{ calls: 1 }]);
    },
  );

  test.each(["number", "route"])("who declines is not rung on the next (%s)", async (way) => {
    await inTurn([1, 2, 3, 0]);
    if (way === "route") await publish(tenant, routeOf(tenant, true, [tenant.rep.userId]));
    await handset(customer).dial(tenant.number);
    await advance(10);
    const { id } = await onlyCall(tenant);
    expect(await change(tenant.rep, id, "hangup", { decline: true })).toBe(200);
    await advance(4);
    expect(await phones()).toEqual(["idle", "idle"]);
    await handset(customer).hangup();
    await idle();
  });

  test("another caller does not get who is between two phones", async () => {
    await inTurn([1, 2, 3, 0]);
    await publish(tenant, routeOf(tenant, true, [tenant.rep.userId]));
    const other = "+12065550178";
    await handset(customer).dial(tenant.number);
    await advance(4);
    await handset(other).dial(tenant.number);
    await advance(6);
    await handset(tenant.rep.phone).decline();
    await advance(6);
    expect(await phones()).toEqual(["idle", "ringing"]);
    expect((await handset(desk).state()).peer).toBe(customer);
    await handset(customer).hangup();
    await handset(other).hangup();
    await idle();
  });

  test("who moves one to the front keeps each phone's turn", async () => {
    await inTurn([2, 1, 3, 0]);
    const actor = await actorOf(tenant.rep);
    await makeFirst(actor, 2);
    expect(await readRingOrder(actor)).toEqual([1, 2, 3, 0]);
  });
});

test("another phone is made the first: it stays verified, and places the calls", async () => {
  await addDesk();
  const actor = await actorOf(tenant.rep);
  await makeFirst(actor, 2);
  expect(await listFurther(actor)).toMatchObject([
    { place: 2, phone: tenant.rep.phone, rings: true, verified_at: expect.any(String) },
  ]);
  expect((await initiate(tenant.rep, { to: customer })).status).toBe(201);
  await advance(3);
  expect([await stateOf(tenant.rep.phone), await stateOf(desk)]).toEqual(["idle", "ringing"]);
  await handset(desk).decline();
  await idle();
  await expect(makeFirst(actor, 3)).rejects.toThrow("isn't there any more");
});

test("there are three at most, each once, and one's own alone", async () => {
  const actor = await actorOf(tenant.rep);
  await addFurther(actor, { name: "Desk", phone: desk });
  await expect(addFurther(actor, { name: "", phone: desk })).rejects.toThrow("meanwhile");
  await addFurther(actor, { name: "", phone: "+12065550168" });
  await expect(addFurther(actor, { name: "", phone: "+12065550169" })).rejects.toThrow("At most");
  expect(await listFurther(await actorOf(tenant.rep2))).toEqual([]);
  // Nobody says of their own phone that it is verified.
  const { error } = await tenant.rep.db
    .from("further_phones")
    .update({ verified_at: new Date().toISOString() })
    .eq("place", 2);
  expect(error?.code).toBe("42501");
});

test("without a first phone that may ring, the others don't ring either", async () => {
  await addDesk();
  await admin`update public.personal_phones set verified_at = null
    where tenant_id = ${tenant.id} and user_id = ${tenant.rep.userId}`;
  await handset(customer).dial(tenant.number);
  await advance(12);
  expect([await stateOf(tenant.rep.phone), await stateOf(desk)]).toEqual(["idle", "idle"]);
  await idle();
  await publish(tenant, routeOf(tenant, true, [tenant.rep.userId]));
  await handset(customer).dial(tenant.number);
  await advance(12);
  expect(await stateOf(desk)).toBe("idle");
  await idle();
});

test("a code that was spoken stays good where its phone is made the first, or is first no more", async () => {
  const actor = await actorOf(tenant.rep);
  await addFurther(actor, { name: "Desk", phone: desk });
  await callWithCode(me(), start, desk);
  const code = await hearCode(tenant, desk);
  await makeFirst(actor, 2);
  await makeFirst(actor, 2);
  expect(await tryCode(me(), code, later(30), desk)).toEqual({ answer: "verified" });
});

test("each phone is called three times an hour at most, a person six times", async () => {
  const actor = await actorOf(tenant.rep);
  const third = "+12065550168";
  for (const phone of [desk, third]) await addFurther(actor, { name: "", phone });
  const tooMany = "called you too often";
  for (const at of [0, 40, 80]) await callWithCode(me(), later(at), desk);
  await expect(callWithCode(me(), later(120), desk)).rejects.toThrow(tooMany);
  for (const at of [120, 160, 200]) await callWithCode(me(), later(at), third);
  await changePhone(tenant.rep);
  await expect(callWithCode(meAs(tenant, tenant.rep), later(240))).rejects.toThrow(tooMany);
});

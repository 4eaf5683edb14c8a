import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { browserOf, ringsInBrowser, turnOnBrowserCalls } from "@/tests/support/browser-calls";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { callOf, change } from "@/tests/telephony/calls/talking";
import { callRow, customer } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

let tenant: TestTenant;
let on: ReturnType<typeof callOf>;
beforeEach(async () => {
  tenant = await makeTenant();
  on = callOf(tenant);
});

const supervise = (call: string, mode: string, who = tenant.manager) =>
  change(who, call, "supervise", { mode });
const state = async (who = tenant.manager) =>
  (await who.db.from("call_supervisions").select("user_id, mode, state, is_shown")).data;

describe.each(["callOut", "callIn"] as const)("a manager supervises a call (%s)", (begin) => {
  async function listening(mode = "listen"): Promise<string> {
    const call = await on[begin]();
    await on.takesCalls(tenant.manager);
    expect(await supervise(call, mode)).toBe(200);
    await on.advance(10);
    expect(await on.state(tenant.manager.phone)).toBe("in-call");
    return call;
  }

  test("listening is no talk, and the call goes on as before", async () => {
    const call = await listening();
    expect(await state()).toEqual([
      { user_id: tenant.manager.userId, mode: "listen", state: "in", is_shown: true },
    ]);
    expect(await on.stage(call)).toEqual({
      ...{ stage: "connected", status: "in-progress", also_on: [] },
    });
    await on.advance(20);
    await on.handset(customer).hangup();
    await on.idle();
    for (const { phone } of [tenant.manager, tenant.rep]) {
      expect(await on.state(phone)).toBe("idle");
    }
    const row = await callRow(tenant, call);
    expect(row).toMatchObject({ outcome: "connected", user_id: tenant.rep.userId });
    expect(await on.talkOf(call, tenant.manager.userId)).toBe(0);
    expect(row.duration_seconds).toBe(await on.talkOf(call, tenant.rep.userId));
    expect(await state()).toMatchObject([{ state: "gone" }]);
  });

  test("whispered to, then joined: talk counts from there", async () => {
    const call = await listening("whisper");
    await on.advance(10);
    expect(await supervise(call, "barge")).toBe(200);
    await on.advance(20);
    expect(await supervise(call, "listen")).toBe(200);
    await on.advance(10);
    await on.handset(customer).hangup();
    await on.idle();
    expect(await on.talkOf(call, tenant.manager.userId)).toBe(20);
  });

  test("taken over, the rep is free and the manager talks on", async () => {
    const call = await listening();
    expect(await supervise(call, "take_over")).toBe(200);
    await on.advance(10);
    expect(await on.state(tenant.rep.phone)).toBe("idle");
    expect(await callRow(tenant, call)).toMatchObject({ stage: "connected", owner_left: true });
    await on.handset(tenant.manager.phone).hangup();
    await on.idle();
    expect(await on.state(customer)).toBe("idle");
    expect(await on.talkOf(call, tenant.manager.userId)).toBe(10);
    expect(await callRow(tenant, call)).toMatchObject({
      ...{ status: "completed", outcome: "connected", user_id: tenant.rep.userId },
    });
  });

  test("a rep who hangs up ends the call, whoever listens", async () => {
    const call = await listening();
    await on.handset(tenant.rep.phone).hangup();
    await on.advance(3);
    for (const phone of [tenant.manager.phone, customer])
      expect(await on.state(phone)).toBe("idle");
    expect(await callRow(tenant, call)).toMatchObject({ status: "completed" });
  });

  test("a rep who hangs up leaves a manager who has joined with the customer", async () => {
    const call = await listening("barge");
    expect(await change(tenant.rep, call, "hangup")).toBe(200);
    await on.advance(10);
    expect(await on.state(tenant.rep.phone)).toBe("idle");
    expect(await on.stage(call)).toMatchObject({ stage: "connected" });
    expect(await change(tenant.manager, call, "hangup")).toBe(200);
    await on.advance(3);
    expect(await on.state(customer)).toBe("idle");
  });

  test("a manager who hangs up leaves the two talking", async () => {
    const call = await listening();
    expect(await change(tenant.manager, call, "hangup")).toBe(200);
    await on.advance(5);
    expect(await on.state(tenant.manager.phone)).toBe("idle");
    expect(await on.stage(call)).toMatchObject({ stage: "connected" });
    expect(await state()).toMatchObject([{ state: "gone" }]);
  });

  test("a manager leaves a customer who talks with an outside number, also twice", async () => {
    const call = await on[begin]();
    const number = "+12065550188";
    await tenant.carrier.scriptHandset(tenant.accountSid, number, {
      ...{ behaviour: "answers", afterSeconds: 3 },
    });
    expect(await change(tenant.rep, call, "transfer", { to: { number } })).toBe(200);
    await on.advance(10);
    await on.takesCalls(tenant.manager);
    expect(await supervise(call, "listen")).toBe(200);
    await on.advance(10);
    // As the browser does, which ends its own leg before it asks.
    await on.handset(tenant.manager.phone).hangup();
    await on.advance(3);
    for (const _ of ["first", "again"]) {
      expect(await change(tenant.manager, call, "hangup", { leave: true })).toBe(200);
    }
    await on.advance(5);
    for (const phone of [number, customer]) expect(await on.state(phone)).toBe("in-call");
    expect(await supervise(call, "listen")).toBe(200);
    await on.advance(10);
    expect(await change(tenant.manager, call, "hangup")).toBe(200);
    await on.advance(5);
    expect(await on.state(tenant.manager.phone)).toBe("idle");
    for (const phone of [number, customer]) expect(await on.state(phone)).toBe("in-call");
  });

  test("hold and transfer go on, and nobody is left alone with who listens", async () => {
    const call = await listening();
    expect(await change(tenant.rep, call, "hold")).toBe(200);
    await on.advance(5);
    expect(await on.hears(customer)).toContain("waiting.wav");
    expect(await change(tenant.rep, call, "resume")).toBe(200);
    await on.advance(5);
    await on.takesCalls(tenant.rep2);
    const to = { userId: tenant.rep2.userId };
    expect(await change(tenant.rep, call, "transfer", { to })).toBe(200);
    await on.advance(20);
    expect(await on.state(tenant.manager.phone)).toBe("idle");
    expect(await on.stage(call)).toMatchObject({ stage: "connected" });
    // Of whoever has it now, it can be listened to again.
    expect(await supervise(call, "listen")).toBe(200);
    await on.advance(10);
    expect(await on.state(tenant.manager.phone)).toBe("in-call");
    expect(await on.stage(call)).toMatchObject({ stage: "connected" });
  });
});

test("who may not listen, and what cannot be listened to, is said in words", async () => {
  const other = await makeTenant();
  const call = await on.callOut();
  expect(await supervise(call, "listen", tenant.rep2)).toBe("403 forbidden");
  expect(await supervise(call, "listen", tenant.rep)).toBe("403 forbidden");
  expect(await supervise(call, "listen", other.manager)).toBe("404 call_not_found");
  expect(await supervise(call, "record")).toBe("400 invalid_input");
  await on.takesCalls(tenant.manager);
  expect(await supervise(call, "listen")).toBe(200);
  expect(await supervise(call, "listen")).toBe(200);
  expect(await supervise(call, "listen", tenant.admin)).toBe("409 supervised_already");
  await on.handset(customer).hangup();
  await on.idle();
  expect(await supervise(call, "listen")).toBe("409 call_ended");
});

test("who listens is on a call, for colleagues and for routes", async () => {
  const call = await on.callOut();
  await on.takesCalls(tenant.manager);
  expect(await supervise(call, "listen")).toBe(200);
  await on.advance(8);
  expect((await tenant.manager.db.rpc("me")).data).toMatchObject({
    ...{ on_call: true, joined_calls: [call] },
  });
  const colleagues = await tenant.rep.db.rpc("colleagues", { wanted: [tenant.manager.userId] });
  expect(colleagues.data).toMatchObject([{ presence: "on_call" }]);
  const [routed] = await admin`select availability
    from private.routed_people(${tenant.id}, gen_random_uuid(), '{}')
    where user_id = ${tenant.manager.userId}`;
  expect(routed).toEqual({ availability: "on_call" });
  const missed = await tenant.manager.db.from("missed_callers").select("caller");
  expect(missed.data).toEqual([]);
});

test("one's own call, and a phone that cannot be rung", async () => {
  const call = await on.callOut();
  await admin`update public.profiles set role = 'manager' where user_id = ${tenant.rep.userId}`;
  expect(await supervise(call, "listen", tenant.rep)).toBe("409 own_call");
  await admin`delete from public.personal_phones where user_id = ${tenant.manager.userId}`;
  expect(await supervise(call, "listen")).toBe("409 you_cannot_be_rung");
  expect(await on.stage(call)).toMatchObject({ stage: "connected" });
  expect(await state()).toEqual([]);
});

test("a call that ends while the manager is being rung stops ringing them", async () => {
  const call = await on.callOut();
  await tenant.carrier.scriptHandset(tenant.accountSid, tenant.manager.phone, {
    behaviour: "no-answer",
  });
  expect(await supervise(call, "listen")).toBe(200);
  await on.advance(3);
  expect(await on.state(tenant.manager.phone)).toBe("ringing");
  await on.handset(customer).hangup();
  await on.advance(3);
  expect(await on.state(tenant.manager.phone)).toBe("idle");
  expect(await state()).toMatchObject([{ state: "gone" }]);
});

test("unanswered, the two talk on, and somebody else may listen", async () => {
  const call = await on.callOut();
  await tenant.carrier.scriptHandset(tenant.accountSid, tenant.manager.phone, {
    ...{ behaviour: "declines", afterSeconds: 4 },
  });
  expect(await supervise(call, "listen")).toBe(200);
  await on.advance(8);
  expect(await state()).toMatchObject([{ state: "gone" }]);
  await on.takesCalls(tenant.admin);
  expect(await supervise(call, "listen", tenant.admin)).toBe(200);
  await on.advance(8);
  expect(await on.state(tenant.admin.phone)).toBe("in-call");
  expect(await on.stage(call)).toMatchObject({ stage: "connected" });
});

test("hidden from the rep where the policy says so, announced where it says that", async () => {
  await tenant.admin.db
    .from("tenants")
    .update({ show_supervision: false, announce_supervision: true })
    .eq("id", tenant.id);
  const call = await on.callOut();
  await on.takesCalls(tenant.manager);
  expect(await supervise(call, "listen")).toBe(200);
  await on.advance(8);
  expect(await state(tenant.rep)).toEqual([]);
  const events = async (who: typeof tenant.rep) =>
    (await who.db.from("call_events").select("event_data").eq("event_type", "rest.control")).data;
  expect(await events(tenant.rep)).toEqual([]);
  expect(await events(tenant.manager)).toHaveLength(2);
  const said = async () => JSON.stringify(await tenant.carrier.log(tenant.accountSid));
  await expect.poll(said).toContain("A supervisor has joined this call.");
  expect(await supervise(call, "whisper")).toBe(200);
  expect(await state(tenant.rep)).toMatchObject([{ mode: "whisper", is_shown: true }]);
  const audit = tenant.admin.db.from("audit_log").select("actor_id, subject, detail");
  const { data } = await audit.eq("action", "call.supervised").order("id");
  expect(data).toEqual(
    ["listen", "whisper"].map((mode) => ({
      ...{ actor_id: tenant.manager.userId, subject: tenant.rep.userId },
      detail: { mode, call_id: call },
    })),
  );
});

test("a supervisor is heard once everybody has heard of it, also a customer on hold", async () => {
  await tenant.admin.db.from("tenants").update({ announce_supervision: true }).eq("id", tenant.id);
  const call = await on.callOut();
  expect(await change(tenant.rep, call, "hold")).toBe(200);
  await on.advance(5);
  await on.takesCalls(tenant.manager);
  expect(await supervise(call, "barge")).toBe(200);
  await on.advance(10);
  const said = async () => JSON.stringify(await tenant.carrier.log(tenant.accountSid));
  expect(await said()).not.toContain("A supervisor has joined this call.");
  expect(await change(tenant.rep, call, "resume")).toBe(200);
  await on.advance(5);
  await expect.poll(said).toContain("A supervisor has joined this call.");
  await on.handset(customer).hangup();
  await on.idle();
  // Heard by nobody until the customer was back.
  expect(await on.talkOf(call, tenant.manager.userId)).toBeLessThanOrEqual(5);
});

test("phone and browser ring side by side; one of them answers, the other stops", async () => {
  await turnOnBrowserCalls(tenant);
  await ringsInBrowser(tenant, tenant.manager, "both");
  const call = await on.callIn();
  await tenant.carrier.scriptHandset(tenant.accountSid, tenant.manager.phone, {
    behaviour: "no-answer",
  });
  expect(await supervise(call, "listen")).toBe(200);
  await on.advance(3);
  expect(await on.state(tenant.manager.phone)).toBe("ringing");
  await browserOf(tenant, tenant.manager).answer();
  await on.advance(3);
  expect(await on.state(tenant.manager.phone)).toBe("idle");
  expect((await browserOf(tenant, tenant.manager).state()).state).toBe("in-call");
  expect(await state()).toMatchObject([{ state: "in" }]);
});

test("whoever listens is nobody's to mute or remove", async () => {
  const call = await on.callOut();
  await on.takesCalls(tenant.manager);
  expect(await supervise(call, "listen")).toBe(200);
  await on.advance(8);
  const legs = tenant.manager.db.from("call_legs").select("call_sid");
  const { data } = await legs.eq("call_id", call).eq("role", "supervisor");
  const participant = data?.[0]?.call_sid;
  expect(await change(tenant.rep, call, "mute", { participant, muted: true })).toBe(
    "403 is_supervisor",
  );
  expect(await change(tenant.rep, call, "remove", { participant })).toBe("403 is_supervisor");
});

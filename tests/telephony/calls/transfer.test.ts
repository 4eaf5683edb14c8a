import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { tendCall } from "@/lib/call-control/tend";
import { browserOf, ringsInBrowser, turnOnBrowserCalls } from "@/tests/support/browser-calls";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { callOf, change } from "@/tests/telephony/calls/talking";
import { ask, callRow, customer } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

const outside = "+12065550188";

let tenant: TestTenant;
let on: ReturnType<typeof callOf>;
beforeEach(async () => {
  tenant = await makeTenant();
  on = callOf(tenant);
});

const toRob = (mode: "warm" | "cold") => ({ to: { userId: tenant.rep2.userId }, mode });

describe.each(["callOut", "callIn"] as const)("a cold transfer (%s)", (begin) => {
  test("a colleague presses 1 and talks on; the first rep is free at once", async () => {
    const call = await on[begin]();
    await on.takesCalls(tenant.rep2);
    expect(await change(tenant.rep, call, "transfer", toRob("cold"))).toBe(200);
    await on.advance(2);
    expect(await on.state(tenant.rep.phone)).toBe("idle");
    expect(await on.stage(call)).toMatchObject({ status: "in-progress", stage: "waiting" });
    await on.advance(20);
    expect(await on.stage(call)).toEqual({
      ...{ status: "in-progress", stage: "connected", also_on: [tenant.rep2.userId] },
    });
    await on.handset(customer).hangup();
    await on.idle();
    expect(await callRow(tenant, call)).toMatchObject({
      ...{ status: "completed", outcome: "connected", user_id: tenant.rep.userId, also_on: [] },
    });
    expect(await on.talkOf(call, tenant.rep2.userId)).toBeGreaterThan(10);
  });

  test("who talked on hears what was said, and each one's talk is their own", async () => {
    const { manager, rep, rep2 } = tenant;
    const call = await on[begin]();
    await on.takesCalls(rep2);
    expect(await change(rep, call, "transfer", toRob("cold"))).toBe(200);
    const heardByRob = async () =>
      (await rep2.db.from("recordings").select("id").eq("call_id", call)).data?.length;
    await on.advance(22);
    await on.handset(customer).hangup();
    await on.idle();
    expect(await callRow(tenant, call)).toMatchObject({ talked_with: [rep2.userId] });
    expect(await heardByRob()).toBeGreaterThan(0);
    const day = 86_400_000;
    const { data } = await manager.db.rpc("call_figures_by_person", {
      since: new Date(Date.now() - day).toISOString(),
      until: new Date(Date.now() + day).toISOString(),
    });
    expect(data).toHaveLength(2);
    for (const { userId } of [rep, rep2]) {
      const own = {
        calls: userId === rep.userId ? 1 : 0,
        talk_seconds: await on.talkOf(call, userId),
      };
      expect(data).toContainEqual(expect.objectContaining({ user_id: userId, ...own }));
    }
  });

  test("one that nobody takes comes back to whoever transferred it", async () => {
    const call = await on[begin]();
    await tenant.carrier.scriptHandset(tenant.accountSid, tenant.rep2.phone, {
      ...{ behaviour: "declines", afterSeconds: 4 },
    });
    await change(tenant.rep, call, "transfer", toRob("cold"));
    await on.advance(15);
    expect(await on.state(tenant.rep.phone)).toBe("in-call");
    expect(await on.stage(call)).toMatchObject({ status: "in-progress" });
    await on.advance(10);
    expect(await on.stage(call)).toMatchObject({ stage: "connected" });
    await on.handset(customer).hangup();
    await on.idle();
    expect(await callRow(tenant, call)).toMatchObject({ outcome: "connected" });
  });

  test("nobody there any more: the customer leaves a message for whoever transferred", async () => {
    const call = await on[begin]();
    for (const { phone } of [tenant.rep, tenant.rep2]) {
      await tenant.carrier.scriptHandset(tenant.accountSid, phone, { behaviour: "no-answer" });
    }
    await change(tenant.rep, call, "transfer", toRob("cold"));
    await on.advance(75);
    expect(await on.hears(customer)).toContain("beep");
    await on.handset(customer).speak(8);
    await on.advance(8);
    await on.handset(customer).hangup();
    await on.idle();
    const { data } = await tenant.rep.db.from("voicemails").select("mailbox_id, call_id");
    expect(data).toEqual([{ mailbox_id: tenant.rep.userId, call_id: call }]);
    expect(await callRow(tenant, call)).toMatchObject({ outcome: "connected" });
  });

  test("to an outside number", async () => {
    const call = await on[begin]();
    await tenant.carrier.scriptHandset(tenant.accountSid, outside, {
      ...{ behaviour: "answers", afterSeconds: 3 },
    });
    expect(await change(tenant.rep, call, "transfer", { to: { number: outside } })).toBe(200);
    await on.advance(15);
    expect(await on.state(outside)).toBe("in-call");
    expect(await on.state(tenant.rep.phone)).toBe("idle");
    expect(await on.stage(call)).toMatchObject({ stage: "connected" });
    await on.handset(outside).hangup();
    await on.idle();
    expect(await on.state(customer)).toBe("idle");
  });

  test("to a colleague's voicemail", async () => {
    const call = await on[begin]();
    const to = { voicemailOf: tenant.rep2.userId };
    expect(await change(tenant.rep, call, "transfer", { to })).toBe(200);
    await on.advance(3);
    expect(await on.state(tenant.rep.phone)).toBe("idle");
    await on.handset(customer).speak(10);
    await on.advance(10);
    await on.handset(customer).hangup();
    await on.idle();
    const { data } = await tenant.rep2.db.from("voicemails").select("mailbox_id");
    expect(data).toEqual([{ mailbox_id: tenant.rep2.userId }]);
  });
});

describe.each(["callOut", "callIn"] as const)("a warm transfer (%s)", (begin) => {
  async function consult(): Promise<string> {
    const call = await on[begin]();
    await on.takesCalls(tenant.rep2);
    expect(await change(tenant.rep, call, "transfer", toRob("warm"))).toBe(200);
    await on.advance(15);
    expect(await on.hears(customer)).toContain("waiting.wav");
    for (const { phone } of [tenant.rep, tenant.rep2]) {
      expect(await on.state(phone)).toBe("in-call");
    }
    return call;
  }

  test("the two talk first; then the colleague has the customer", async () => {
    const call = await consult();
    expect(await change(tenant.rep, call, "transfer", { action: "complete" })).toBe(200);
    await on.advance(10);
    expect(await on.state(tenant.rep.phone)).toBe("idle");
    // From a page that has not seen it yet: it is not theirs to end any more.
    expect(await change(tenant.rep, call, "hangup")).toBe(200);
    await on.advance(2);
    expect(await on.hears(customer)).toBeNull();
    expect(await on.stage(call)).toEqual({
      ...{ status: "in-progress", stage: "connected", also_on: [tenant.rep2.userId] },
    });
    await on.handset(tenant.rep2.phone).hangup();
    await on.advance(3);
    expect(await on.state(customer)).toBe("idle");
    // What the two said to each other is no talk with the customer.
    expect(await on.talkOf(call, tenant.rep2.userId)).toBe(12);
  });

  test("taken back, the rep has the customer again", async () => {
    const call = await consult();
    for (const action of ["complete", "take_back"]) {
      expect(await change(tenant.rep2, call, "transfer", { action })).toBe("403 not_yours");
    }
    expect(await change(tenant.rep, call, "hold")).toBe("409 being_transferred");
    expect(await change(tenant.rep, call, "transfer", { action: "take_back" })).toBe(200);
    await on.advance(5);
    expect(await on.state(tenant.rep2.phone)).toBe("idle");
    expect(await on.stage(call)).toMatchObject({ stage: "connected", also_on: [] });
    await on.handset(tenant.rep.phone).hangup();
    await on.advance(3);
    expect(await on.state(customer)).toBe("idle");
  });

  test("merged, all three talk; whoever leaves leaves the others talking", async () => {
    const call = await consult();
    expect(await change(tenant.rep, call, "transfer", { action: "merge" })).toBe(200);
    await on.advance(10);
    expect(await change(tenant.rep, call, "hangup")).toBe(200);
    await on.advance(10);
    expect(await on.state(tenant.rep.phone)).toBe("idle");
    expect(await on.stage(call)).toMatchObject({ stage: "connected" });
    await on.handset(customer).hangup();
    await on.advance(3);
    expect(await on.state(tenant.rep2.phone)).toBe("idle");
    expect(await on.talkOf(call, tenant.rep2.userId)).toBe(20);
  });

  test("a rep who hangs up while the two talk has handed the customer over", async () => {
    const call = await consult();
    await on.handset(tenant.rep.phone).hangup();
    await on.advance(5);
    expect(await on.hears(customer)).toBeNull();
    expect(await on.stage(call)).toMatchObject({ stage: "connected" });
    await on.handset(customer).hangup();
    await on.advance(3);
    expect(await on.state(tenant.rep2.phone)).toBe("idle");
  });

  test("a colleague who does not answer leaves the customer with the rep", async () => {
    const call = await on[begin]();
    await tenant.carrier.scriptHandset(tenant.accountSid, tenant.rep2.phone, {
      ...{ behaviour: "declines", afterSeconds: 4 },
    });
    await change(tenant.rep, call, "transfer", toRob("warm"));
    await on.advance(10);
    expect(await change(tenant.rep, call, "transfer", { action: "complete" })).toBe(
      "409 not_answered",
    );
    expect(await change(tenant.rep, call, "transfer", { action: "take_back" })).toBe(200);
    await on.advance(5);
    expect(await on.stage(call)).toMatchObject({ stage: "connected" });
  });

  test("with nobody left who could take it, the customer leaves a message", async () => {
    const call = await on[begin]();
    await tenant.carrier.scriptHandset(tenant.accountSid, tenant.rep2.phone, {
      ...{ behaviour: "no-answer" },
    });
    await change(tenant.rep, call, "transfer", toRob("warm"));
    await on.advance(5);
    await on.handset(tenant.rep.phone).hangup();
    await on.advance(45);
    expect(await on.hears(customer)).toContain("beep");
    await on.handset(customer).speak(5);
    await on.advance(2);
    // Looked after again meanwhile, the message goes on.
    await tendCall(tenant.id, call);
    await on.advance(3);
    await on.handset(customer).hangup();
    await on.idle();
    const { data } = await tenant.rep.db.from("voicemails").select("mailbox_id");
    expect(data).toEqual([{ mailbox_id: tenant.rep.userId }]);
  });
});

test("who cannot be asked is said in words, and the customer stays where they are", async () => {
  const call = await on.callOut();
  const to = (target: object) => change(tenant.rep, call, "transfer", { to: target });
  expect(await to({ userId: tenant.rep.userId })).toBe("422 yourself");
  const other = await makeTenant();
  expect(await to({ userId: other.rep.userId })).toBe("404 not_a_colleague");
  expect(await to({ number: "12" })).toBe("400 invalid_number");
  expect(await to({ number: customer })).toBe("422 own_number");
  expect(await to({ number: tenant.number })).toBe("422 own_number");
  const abroad = { to: { number: "+4915155555555" } };
  expect(await to(abroad.to)).toBe("403 country_not_allowed");
  const refused = await ask(tenant.rep, `/api/calls/${call}/transfer`, { body: abroad });
  expect((await refused.json()).error).toMatchObject({
    message: `Calls to this country aren't allowed in your company. They can be allowed in Settings → Calling. Ask ${tenant.admin.name}.`,
    asks_admin: true,
  });
  expect(await to({ number: "+19005550100" })).toBe("403 number_not_allowed");
  expect(await to({})).toBe("400 invalid_input");
  await tenant.rep2.db
    .from("availability")
    .insert({ tenant_id: tenant.id, user_id: tenant.rep2.userId, state: "offline" });
  expect(await to({ userId: tenant.rep2.userId })).toBe("409 colleague_away");
  await admin`update public.availability set state = 'busy' where tenant_id = ${tenant.id}`;
  expect(await to({ userId: tenant.rep2.userId })).toBe("409 colleague_away");
  await admin`delete from public.personal_phones where user_id = ${tenant.manager.userId}`;
  expect(await to({ userId: tenant.manager.userId })).toBe("409 colleague_unreachable");
  expect(await change(tenant.rep, call, "transfer", { action: "complete" })).toBe(
    "409 no_transfer",
  );
  expect(await change(tenant.rep2, call, "transfer", toRob("cold"))).toBe("403 not_on_call");
  expect(await on.stage(call)).toMatchObject({ stage: "connected" });
  const { data } = await tenant.rep.db.from("call_controls").select("customer_in");
  expect(data).toEqual([]);
});

test("a recording that was paused stays so after a hold, and on the way to a colleague", async () => {
  const call = await on.callOut();
  await on.takesCalls(tenant.rep2);
  expect(await change(tenant.rep, call, "recording", { action: "pause" })).toBe(200);
  for (const verb of ["hold", "resume"]) {
    expect(await change(tenant.rep, call, verb)).toBe(200);
    await on.advance(5);
  }
  const states = async () => {
    const legs = await tenant.carrier.calls(tenant.accountSid);
    return legs.flatMap(({ recordings }) => recordings.map(({ status }) => status)).toSorted();
  };
  // What was recorded before the hold; nothing since.
  expect(await states()).toEqual(["completed"]);
  expect(await change(tenant.rep, call, "transfer", toRob("cold"))).toBe(200);
  await on.advance(25);
  expect(await on.stage(call)).toMatchObject({ stage: "connected" });
  expect(await states()).toEqual(["completed"]);
});

test("a second click transfers once", async () => {
  const call = await on.callIn();
  await on.takesCalls(tenant.rep2);
  const clicks = [1, 2].map(() => change(tenant.rep, call, "transfer", toRob("warm")));
  expect((await Promise.all(clicks)).toSorted()).toEqual([200, "409 being_transferred"]);
  await on.advance(12);
  expect(await change(tenant.rep, call, "transfer", { action: "complete" })).toBe(200);
  await on.advance(5);
  expect(await on.stage(call)).toMatchObject({ stage: "connected" });
});

test("browser to browser, nobody presses 1", async () => {
  await turnOnBrowserCalls(tenant);
  await ringsInBrowser(tenant, tenant.rep);
  await ringsInBrowser(tenant, tenant.rep2);
  await on.handset(customer).dial(tenant.number);
  await on.advance(8);
  await browserOf(tenant, tenant.rep).answer();
  await on.advance(10);
  const { data } = await tenant.manager.db.from("calls").select("id").single();
  const call = data?.id ?? "";
  expect(await change(tenant.rep, call, "transfer", toRob("warm"))).toBe(200);
  await on.advance(3);
  expect((await browserOf(tenant, tenant.rep2).state()).parameters).toEqual({ call });
  await browserOf(tenant, tenant.rep2).answer();
  await on.advance(5);
  expect(await change(tenant.rep, call, "transfer", { action: "complete" })).toBe(200);
  await on.advance(10);
  expect(await on.stage(call)).toMatchObject({ stage: "connected" });
  expect((await browserOf(tenant, tenant.rep).state()).state).toBe("idle");
  await on.handset(customer).hangup();
  await on.idle();
  expect((await browserOf(tenant, tenant.rep2).state()).state).toBe("idle");
  expect(await on.talkOf(call, tenant.rep2.userId)).toBe(10);
});

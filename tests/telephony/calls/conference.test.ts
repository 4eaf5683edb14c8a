import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { browserOf, ringsInBrowser, turnOnBrowserCalls } from "@/tests/support/browser-calls";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { callOf, change } from "@/tests/telephony/calls/talking";
import { ask, callRow, customer } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

const outside = "+12065550188";
const another = "+12065550199";

let tenant: TestTenant;
let on: ReturnType<typeof callOf>;
beforeEach(async () => {
  tenant = await makeTenant();
  on = callOf(tenant);
});

const people = async (call: string, who = tenant.rep) =>
  (await who.db.rpc("people_on_call", { target: call })).data ?? [];
/** Who is on the line as the rep sees it: name or number, state, muted. */
const line = async (call: string) =>
  (await people(call)).map(({ name, number, state, is_muted }) =>
    [name ?? number, state, is_muted ? "muted" : ""].filter(Boolean).join(" "),
  );
const sidOf = async (call: string, who: string) =>
  (await people(call)).find(({ name, number }) => (name ?? number) === who)?.call_sid ?? "";

describe.each(["callOut", "callIn"] as const)("a conference (%s)", (begin) => {
  /** The customer, the rep, a colleague and an outside number. */
  async function ofFour(): Promise<string> {
    const call = await on[begin]();
    await on.takesCalls(tenant.rep2);
    await tenant.carrier.scriptHandset(tenant.accountSid, outside, {
      ...{ behaviour: "answers", afterSeconds: 3 },
    });
    const add = (to: object) => change(tenant.rep, call, "add", { to });
    expect(await add({ userId: tenant.rep2.userId })).toBe(200);
    await on.advance(10);
    expect(await add({ number: outside })).toBe(200);
    await on.advance(1);
    expect(await line(call)).toContain(`${outside} ringing`);
    await on.advance(9);
    expect((await line(call)).toSorted()).toEqual(
      [`${customer} in`, `${outside} in`, "Rae Rep in", "Rob Rep in"].toSorted(),
    );
    return call;
  }

  test("of four: whoever leaves leaves the others talking", async () => {
    const call = await ofFour();
    expect(await on.stage(call)).toMatchObject({
      ...{ stage: "connected", also_on: [tenant.rep2.userId] },
    });
    await on.handset(outside).hangup();
    await on.advance(5);
    expect(await change(tenant.rep, call, "hangup")).toBe(200);
    await on.advance(10);
    expect(await on.state(tenant.rep.phone)).toBe("idle");
    expect(await on.stage(call)).toMatchObject({ stage: "connected" });
    await on.handset(customer).hangup();
    await on.idle();
    expect(await on.state(tenant.rep2.phone)).toBe("idle");
    const row = await callRow(tenant, call);
    expect(row).toMatchObject({ outcome: "connected", user_id: tenant.rep.userId });
    const [rae, rob] = [
      await on.talkOf(call, tenant.rep.userId),
      await on.talkOf(call, tenant.rep2.userId),
    ];
    expect((row.duration_seconds ?? 0) - rae).toBe(10);
    expect(rob).toBeLessThan(row.duration_seconds ?? 0);
  });

  test("one is muted, and removed; a second click finds them gone", async () => {
    const call = await ofFour();
    const rob = { participant: await sidOf(call, "Rob Rep") };
    expect(await change(tenant.rep, call, "mute", { ...rob, muted: true })).toBe(200);
    await on.advance(5);
    expect(await line(call)).toContain("Rob Rep in muted");
    expect(await change(tenant.rep, call, "mute", { ...rob, muted: false })).toBe(200);
    await on.advance(5);
    expect(await line(call)).toContain("Rob Rep in");
    expect(await change(tenant.rep, call, "remove", rob)).toBe(200);
    await on.advance(2);
    expect(await on.state(tenant.rep2.phone)).toBe("idle");
    expect(await line(call)).toHaveLength(3);
    expect(await change(tenant.rep, call, "remove", rob)).toBe("409 not_there");
  });

  test("the customer hangs up: everybody is free", async () => {
    const call = await ofFour();
    await on.handset(customer).hangup();
    await on.advance(3);
    for (const phone of [tenant.rep.phone, tenant.rep2.phone, outside]) {
      expect(await on.state(phone)).toBe("idle");
    }
    expect(await callRow(tenant, call)).toMatchObject({ status: "completed" });
  });
});

test("ten people are on a call: the eleventh is refused in words, until somebody leaves", async () => {
  const call = await on.callOut();
  const phones = Array.from({ length: 8 }, (_, nth) => `+1206555018${nth}`);
  const add = (number: string) => change(tenant.rep, call, "add", { to: { number } });
  for (const phone of phones) {
    await tenant.carrier.scriptHandset(tenant.accountSid, phone, {
      ...{ behaviour: "answers", afterSeconds: 1 },
    });
    expect(await add(phone)).toBe(200);
    await on.advance(4);
  }
  expect(await people(call)).toHaveLength(10);
  const eleventh = { to: { number: "+12065550191" } };
  const response = await ask(tenant.rep, `/api/calls/${call}/add`, { body: eleventh });
  expect(response.status).toBe(409);
  expect((await response.json()).error).toMatchObject({
    ...{ code: "call_is_full" },
    message: "This call already has ten people. No more can join.",
  });
  expect(await on.state("+12065550191")).toBe("idle");
  expect(await people(call)).toHaveLength(10);
  await on.handset("+12065550180").hangup();
  await on.advance(3);
  expect(await add("+12065550191")).toBe(200);
});

test("who cannot be added, muted or removed is said in words", async () => {
  const call = await on.callOut();
  const add = (to: object, who = tenant.rep) => change(who, call, "add", { to });
  expect(await add({ userId: tenant.rep.userId })).toBe("422 yourself");
  expect(await add({ number: customer })).toBe("422 own_number");
  expect(await add({ number: "12" })).toBe("400 invalid_number");
  expect(await add({ voicemailOf: tenant.rep2.userId })).toBe("400 invalid_input");
  expect(await add({ userId: tenant.manager.userId }, tenant.rep2)).toBe("403 not_on_call");
  const foreign = await makeTenant();
  expect(await add({ userId: foreign.rep.userId })).toBe("404 not_a_colleague");
  expect(await add({ userId: tenant.rep2.userId }, foreign.rep)).toBe("404 call_not_found");
  await on.takesCalls(tenant.rep2);
  expect(await add({ userId: tenant.rep2.userId })).toBe(200);
  expect(await add({ userId: tenant.rep2.userId })).toBe("409 on_this_call");
  const mute = (participant: string) =>
    change(tenant.rep, call, "mute", { participant, muted: true });
  expect(await mute(await sidOf(call, "Rob Rep"))).toBe("409 not_in_room");
  await on.advance(10);
  const remove = (participant: string, who = tenant.rep) =>
    change(who, call, "remove", { participant });
  expect(await remove(await sidOf(call, customer))).toBe("422 is_customer");
  expect(await remove(await sidOf(call, "Rae Rep"))).toBe("422 yourself");
  expect(await remove("nonsense")).toBe("400 invalid_input");
  const rob = await sidOf(call, "Rob Rep");
  expect(await remove(rob, tenant.manager)).toBe("403 not_on_call");
  expect(await people(call, tenant.manager)).toHaveLength(3);
  expect(await people(call, foreign.admin)).toEqual([]);
});

test("somebody who does not answer leaves the others as they were", async () => {
  const call = await on.callIn();
  await tenant.carrier.scriptHandset(tenant.accountSid, tenant.rep2.phone, {
    ...{ behaviour: "declines", afterSeconds: 3 },
  });
  const to = { userId: tenant.rep2.userId };
  expect(await change(tenant.rep, call, "add", { to })).toBe(200);
  await on.advance(8);
  expect(await line(call)).toHaveLength(2);
  expect(await on.stage(call)).toMatchObject({ stage: "connected" });
});

test("a warm transfer rings phone and browser side by side", async () => {
  await turnOnBrowserCalls(tenant);
  await ringsInBrowser(tenant, tenant.rep2, "both");
  const call = await on.callOut();
  await on.takesCalls(tenant.rep2);
  const to = { userId: tenant.rep2.userId };
  expect(await change(tenant.rep, call, "transfer", { to, mode: "warm" })).toBe(200);
  await on.advance(2);
  expect((await browserOf(tenant, tenant.rep2).state()).state).toBe("ringing");
  await on.advance(8);
  expect(await on.state(tenant.rep2.phone)).toBe("in-call");
  expect((await browserOf(tenant, tenant.rep2).state()).state).toBe("idle");
  expect(await change(tenant.rep, call, "transfer", { action: "complete" })).toBe(200);
  await on.advance(5);
  expect(await on.stage(call)).toMatchObject({ stage: "connected" });
});

test("a second outside number joins the first, whom the same call cannot have twice", async () => {
  const call = await on.callOut();
  const add = (number: string) => change(tenant.rep, call, "add", { to: { number } });
  for (const number of [outside, another]) {
    await tenant.carrier.scriptHandset(tenant.accountSid, number, {
      ...{ behaviour: "answers", afterSeconds: 3 },
    });
    expect(await add(number)).toBe(200);
    await on.advance(10);
  }
  expect(await line(call)).toEqual(
    expect.arrayContaining([`${outside} in`, `${another} in`, "Rae Rep in"]),
  );
  expect(await add(another)).toBe("422 own_number");
  const to = { number: "+12065550166" };
  expect(await change(tenant.rep, call, "transfer", { to })).toBe(200);
});

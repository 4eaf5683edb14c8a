import { expect, test } from "vitest";
import { serveTenant } from "@/lib/queue/serve";
import { Route } from "@/lib/routing/route";
import { ringsInBrowser, turnOnBrowserCalls } from "@/tests/support/browser-calls";
import { keepSweepsAway } from "@/tests/support/sweeps";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { queueRoute, setAvailability } from "@/tests/telephony/calls/queued";
import { heard, publish } from "@/tests/telephony/calls/routed";
import { callOf, change } from "@/tests/telephony/calls/talking";
import { customer, onlyCall, place } from "@/tests/telephony/calls/walk";
import { admin } from "@/tests/telephony/record/call-record";

keepSweepsAway();

const handset = (tenant: TestTenant, number: string) =>
  tenant.carrier.handset(tenant.accountSid, number);
const advance = (tenant: TestTenant, seconds: number) =>
  tenant.carrier.advance(tenant.accountSid, seconds);
const stateOf = async (tenant: TestTenant, number: string) =>
  (await handset(tenant, number).state()).state;
const entry = async (tenant: TestTenant) =>
  (await tenant.manager.db.from("queue_entries").select("state, ringing, tries").single()).data;
const serve = (tenant: TestTenant) => serveTenant(tenant.id, new Date());

const tomorrow = () => new Date(Date.now() + 86_400_000);
const dayOf = (moment: Date) => moment.toISOString().slice(0, 10);

/** A caller waits, presses the key for a callback, and is gone; the rep is free from then on. */
async function askForCallback(route = (rep: string) => queueRoute([rep], { callback_key: "5" })) {
  const tenant = await makeTenant();
  await setAvailability(tenant, tenant.rep, "away");
  await publish(tenant, route(tenant.rep.userId));
  await handset(tenant, customer).dial(tenant.number);
  await advance(tenant, 3);
  await handset(tenant, customer).press("5");
  await advance(tenant, 1);
  expect(await heard(tenant, customer)).toContain("We will call you back.");
  await advance(tenant, 10);
  expect(await stateOf(tenant, customer)).toBe("idle");
  await setAvailability(tenant, tenant.rep, "available");
  return tenant;
}

test("a callback keeps its place, rings the rep, then the caller, and is one story", async () => {
  const tenant = await askForCallback();
  const { rep } = tenant;
  expect(await onlyCall(tenant)).toMatchObject({ outcome: "callback" });
  expect(await entry(tenant)).toMatchObject({ state: "callback", tries: 0 });
  const missed = () => rep.db.from("missed_callers").select("kind").is("closed_at", null);
  expect((await missed()).data).toEqual([{ kind: "callback" }]);

  await serve(tenant);
  expect(await entry(tenant)).toEqual({ state: "calling", ringing: rep.userId, tries: 1 });
  await advance(tenant, 3);
  await handset(tenant, rep.phone).answer();
  await advance(tenant, 1);
  expect(await heard(tenant, rep.phone)).toContain("Callback for Sales to");
  // Rung for one, they are not rung for another.
  await serve(tenant);
  await handset(tenant, rep.phone).press("1");
  await advance(tenant, 3);
  expect(await stateOf(tenant, customer)).toBe("ringing");
  await handset(tenant, customer).answer();
  await advance(tenant, 60);
  expect(await onlyCall(tenant)).toMatchObject({ stage: "connected", user_id: rep.userId });
  await handset(tenant, customer).hangup();
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  expect(await onlyCall(tenant)).toMatchObject({ outcome: "connected", direction: "inbound" });
  expect(await entry(tenant)).toMatchObject({ state: "answered" });
  expect((await missed()).data).toEqual([]);
});

/** Who talked with a rep is transferred into a queue and asks to be called back; the call's id. */
async function askAfterTalk(tenant: TestTenant, begin: "callIn" | "callOut"): Promise<string> {
  const on = callOf(tenant);
  const call = await on[begin]();
  await setAvailability(tenant, tenant.rep2, "away");
  await publish(tenant, queueRoute([tenant.rep2.userId], { callback_key: "5" }));
  const { data: route } = await tenant.admin.db.from("routes").select("id").single();
  const to = { routeId: route?.id };
  expect(await change(tenant.rep, call, "transfer", { to })).toBe(200);
  await on.advance(3);
  await on.handset(customer).press("5");
  await on.advance(10);
  await setAvailability(tenant, tenant.rep2, "available");
  return call;
}

test("a customer whom we called is called back from the number that called them", async () => {
  const tenant = await makeTenant();
  const { accountSid, carrier, id, rep2 } = tenant;
  const on = callOf(tenant);
  const call = await askAfterTalk(tenant, "callOut");
  await admin`insert into public.phone_numbers (tenant_id, number, created_at)
    values (${id}, '+12065550198', now() - interval '1 year')`;
  await serve(tenant);
  const rung = (await carrier.calls(accountSid)).filter((leg) => leg.to === rep2.phone);
  expect(rung).toMatchObject([{ from: tenant.number }]);
  await on.advance(3);
  await handset(tenant, rep2.phone).answer();
  await on.advance(1);
  await handset(tenant, rep2.phone).press("1");
  await on.advance(5);
  expect(await stateOf(tenant, customer)).toBe("in-call");
  expect(await on.stage(call)).toMatchObject({ stage: "connected", also_on: [rep2.userId] });
  await handset(tenant, customer).hangup();
  await on.idle();
  expect(await entry(tenant)).toMatchObject({ state: "answered" });
});

test.each(["callIn", "callOut"] as const)(
  "a transferred caller whose callback is given up is to be called by hand (%s)",
  async (begin) => {
    const tenant = await makeTenant();
    const { rep, rep2 } = tenant;
    const on = callOf(tenant);
    const call = await askAfterTalk(tenant, begin);
    const lines = async () =>
      (await rep.db.from("missed_callers").select("kind, calls, call_id").is("closed_at", null))
        .data;
    await tenant.carrier.scriptHandset(tenant.accountSid, rep2.phone, { behaviour: "no-answer" });
    await admin`update public.queue_entries set tries = 4 where tenant_id = ${tenant.id}`;
    await serve(tenant);
    expect(await entry(tenant)).toMatchObject({ state: "calling", tries: 5 });
    expect(await lines()).toEqual([]);
    await on.idle();
    await serve(tenant);
    expect(await entry(tenant)).toMatchObject({ state: "given_up" });
    expect(await lines()).toEqual([{ kind: "callback", calls: 1, call_id: call }]);
    expect((await onlyCall(tenant)).outcome).toBe("connected");
    const { data: notified } = await rep.db.from("notifications").select("kind, read_at");
    expect(notified).toEqual([{ kind: "missed", read_at: null }]);

    await place(tenant);
    await on.advance(20);
    await on.handset(customer).hangup();
    await on.idle();
    expect(await lines()).toEqual([]);
  },
);

test("a rep who does not take a callback leaves it in its place; it is given up in the end", async () => {
  const tenant = await askForCallback();
  await serve(tenant);
  await advance(tenant, 45);
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  expect(await stateOf(tenant, tenant.rep.phone)).toBe("idle");
  await serve(tenant);
  expect(await entry(tenant)).toEqual({ state: "callback", ringing: null, tries: 1 });
  expect(await onlyCall(tenant)).toMatchObject({ outcome: "callback" });

  await admin`update public.queue_entries set tries = 4 where tenant_id = ${tenant.id}`;
  await admin`delete from private.ring_claims where tenant_id = ${tenant.id}`;
  await serve(tenant);
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  await serve(tenant);
  expect(await entry(tenant)).toMatchObject({ state: "given_up", tries: 5 });
});

test("a caller who is on the do-not-call list by then is not called back", async () => {
  const tenant = await askForCallback();
  const { error } = await tenant.manager.db
    .from("do_not_call")
    .insert({ tenant_id: tenant.id, number: customer });
  expect(error).toBeNull();
  await serve(tenant);
  expect(await entry(tenant)).toMatchObject({ state: "given_up", tries: 0 });
});

test("while the route does not lead to the queue, nobody is called back", async () => {
  const tenant = await askForCallback((rep) => {
    const { steps, ...route } = queueRoute([rep], { callback_key: "5" });
    const open = [{ from: "00:00", until: "24:00" }];
    const week = { mon: open, tue: open, wed: open, thu: open, fri: open, sat: open, sun: open };
    const holidays = [{ day: dayOf(tomorrow()), name: "" }];
    const hours = { time_zone: "UTC", week, holidays, exceptions: [] };
    const gate = { kind: "hours", name: "", hours, open: "sales", closed: "box" };
    return Route.parse({ ...route, first: "hours", steps: { ...steps, hours: gate } });
  });
  await serveTenant(tenant.id, tomorrow());
  expect(await entry(tenant)).toMatchObject({ state: "callback", tries: 0 });
  expect(await stateOf(tenant, tenant.rep.phone)).toBe("idle");
});

const abroad = "+33612345678";
test.each<[string, number, (tenant: TestTenant) => Promise<unknown>]>([
  [
    "whose country was forbidden since, whose person is free in the browser",
    0,
    ({ id, rep }) => admin`insert into public.phone_verifications (id, tenant_id, user_id, phone,
        place, code_hash, created_at, expires_at, next_check_at, ended_at, ended_as, settled_at)
      values (gen_random_uuid(), ${id}, ${rep.userId}, ${rep.phone},
        ${admin.json({ country: "FR", kind: "ordinary" })}, '', now(), now(), now(), now(),
        'verified', now())`,
  ],
  [
    "of which only the app knows that calls may not go there",
    1,
    async ({ id, rep }) => {
      const own = admin`tenant_id = ${id} and user_id = ${rep.userId}`;
      await admin`update public.personal_phones set phone = ${abroad} where ${own}`;
      await admin`update public.personal_phones set verified_at = now() where ${own}`;
    },
  ],
])("a callback does not ring a phone %s", async (_, tries, forbid) => {
  const tenant = await askForCallback();
  await turnOnBrowserCalls(tenant);
  await ringsInBrowser(tenant, tenant.rep, "both");
  await forbid(tenant);
  await serve(tenant);
  expect(await entry(tenant)).toEqual({ state: "callback", ringing: null, tries });
  await advance(tenant, 3);
  for (const phone of [tenant.rep.phone, abroad]) {
    expect(await stateOf(tenant, phone)).toBe("idle");
  }
});

import { afterAll, beforeEach, expect, test } from "vitest";
import { endTestCallJob } from "@/lib/softphone/job";
import type { Stretch } from "@/lib/softphone/schema";
import { browserOf, ringsInBrowser, turnOnBrowserCalls } from "@/tests/support/browser-calls";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";
import { ask, customer, initiate } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
  await turnOnBrowserCalls(tenant);
});

/** A rep talks in the browser; gives the SIDs of both legs. */
async function talking(): Promise<{ own: string; theirs: string; call: string }> {
  const { callId: call } = await (
    await initiate(tenant.rep, { to: customer, device: "browser" })
  ).json();
  await browserOf(tenant, tenant.rep).connect({ params: { call } });
  await tenant.carrier.advance(tenant.accountSid, 2);
  await tenant.carrier.handset(tenant.accountSid, customer).answer();
  await tenant.carrier.advance(tenant.accountSid, 20);
  const legs = await admin<{ call_sid: string; role: string }[]>`
    select call_sid, role from public.call_legs where call_id = ${call}`;
  const sidOf = (role: string) => legs.find((leg) => leg.role === role)?.call_sid ?? "";
  return { own: sidOf("rep"), theirs: sidOf("customer"), call };
}

const stretch = (changes: Partial<Stretch> = {}): Stretch => ({
  ...{ ago: 10, seconds: 10, mos: 4.4, rtt: 40, jitter: 2, lost: 0 },
  ...changes,
});

async function report(
  member: Member,
  callSid: string,
  stretches: Stretch[],
  rest: { first?: number; warnings?: string[]; pageClosed?: boolean } = {},
): Promise<number> {
  const body = { callSid, first: 0, warnings: [], pageClosed: false, ...rest, stretches };
  return (await ask(member, "/api/softphone/quality", { body })).status;
}

async function stored(member: Member, callSid: string) {
  const { data } = await member.db.from("leg_quality").select().eq("call_sid", callSid);
  return data?.[0];
}

test("how a leg sounded is an average and its worst stretch; sent again, it counts once", async () => {
  const { own } = await talking();
  const bad = stretch({ mos: 2.4, rtt: 340, lost: 8, ago: 20 });
  const rest = { warnings: ["high-rtt"] };
  expect(await report(tenant.rep, own, [stretch(), bad], rest)).toBe(200);
  expect(await report(tenant.rep, own, [stretch(), bad], rest)).toBe(200);
  const silent = stretch({ mos: null, rtt: null, jitter: null, lost: null, seconds: 2 });
  expect(await report(tenant.rep, own, [bad, stretch(), silent], { first: 1 })).toBe(200);
  const row = await stored(tenant.manager, own);
  expect(row).toMatchObject({
    ...{ user_id: tenant.rep.userId, stretches: 4, seconds: 32, rtt_ms: 140, jitter_ms: 2 },
    ...{ worst_mos: 2.4, worst_rtt_ms: 340, worst_lost_percent: 8, worst_seconds: 10 },
    warnings: ["high-rtt"],
  });
  expect(row?.mos).toBeCloseTo((4.4 + 2.4 + 4.4) / 3, 3);
  expect(await report(tenant.rep, own, [], { first: 4, pageClosed: true })).toBe(200);
  expect(await stored(tenant.manager, own)).toEqual({ ...row, page_closed: true });
});

test("nobody writes of a leg that is not theirs, in a browser; only its person and managers read", async () => {
  const { own, theirs } = await talking();
  const other = await makeTenant();
  for (const member of [tenant.rep2, tenant.admin, other.rep]) {
    expect(await report(member, own, [stretch()])).toBe(404);
  }
  expect(await report(tenant.rep, theirs, [stretch()])).toBe(404);
  expect(await report(tenant.rep, `CA${"0".repeat(32)}`, [stretch()])).toBe(404);
  expect(await stored(tenant.manager, own)).toBeUndefined();
  expect(await report(tenant.rep, own, [stretch()])).toBe(200);
  expect(await stored(tenant.rep, own)).toMatchObject({ stretches: 1 });
  expect(await stored(tenant.rep2, own)).toBeUndefined();
  expect(await stored(other.admin, own)).toBeUndefined();
});

test("more than a browser can have measured is refused, and so is what is no measurement", async () => {
  const { own } = await talking();
  expect(await report(tenant.rep, own, [stretch()], { first: 45 })).toBe(429);
  expect(
    await report(
      tenant.rep,
      own,
      Array.from({ length: 41 }, () => stretch()),
    ),
  ).toBe(400);
  expect(await report(tenant.rep, own, [stretch({ mos: 9 })])).toBe(400);
  expect(await report(tenant.rep, own, [stretch()], { warnings: ["<b>"] })).toBe(400);
  expect(await report(tenant.rep, "CA1", [stretch()])).toBe(400);
  expect(await stored(tenant.rep, own)).toBeUndefined();
});

test("a test call hears itself, and nothing of it is recorded", async () => {
  await ringsInBrowser(tenant, tenant.rep);
  const browser = browserOf(tenant, tenant.rep);
  const { callSid } = await browser.connect({ params: { test: "echo" } });
  await tenant.carrier.settle(tenant.accountSid);
  expect(await browser.state()).toMatchObject({ state: "in-call", callSid });
  await tenant.carrier.advance(tenant.accountSid, 15);
  await browser.hangup();
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  const rows = await admin`select id from public.calls where tenant_id = ${tenant.id}`;
  expect(rows).toEqual([]);
  const asked = (await tenant.carrier.log(tenant.accountSid)).flatMap((entry) =>
    entry.kind === "webhook" ? [{ status: entry.status, body: entry.body }] : [],
  );
  expect(asked).toMatchObject([
    { status: 200, body: expect.stringContaining("<Echo/>") },
    // As any report of a call that is nobody's: it may be one whose first webhook was lost.
    { status: 403 },
  ]);
});

test("a test call that nobody ends is ended after a minute", async () => {
  await ringsInBrowser(tenant, tenant.rep);
  const browser = browserOf(tenant, tenant.rep);
  const { callSid } = await browser.connect({ params: { test: "echo" } });
  await tenant.carrier.advance(tenant.accountSid, 5);
  const [job] = await admin`select data, extract(epoch from start_after - now()) as seconds
    from jobs.job where name = 'test_calls.end' and singleton_key = ${callSid}`;
  expect(Number(job?.seconds)).toBeGreaterThan(45);
  expect(Number(job?.seconds)).toBeLessThanOrEqual(60);
  const turn = { over: false };
  expect(await endTestCallJob.run(job?.data, turn)).toEqual({ ended: 1 });
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  expect(await browser.state()).toMatchObject({ state: "idle" });
  expect(await endTestCallJob.run(job?.data, turn)).toEqual({ ended: 0 });
});

test("a company that has spent what it may makes no test call", async () => {
  await ringsInBrowser(tenant, tenant.rep);
  await admin`update public.tenants set spend_per_day = 0 where id = ${tenant.id}`;
  await browserOf(tenant, tenant.rep).connect({ params: { test: "echo" } });
  await tenant.carrier.settle(tenant.accountSid);
  const bodies = (await tenant.carrier.log(tenant.accountSid)).flatMap((entry) =>
    entry.kind === "webhook" ? [entry.body] : [],
  );
  expect(bodies[0]).toContain("<Reject/>");
  const jobs = await admin`select id from jobs.job where name = 'test_calls.end'
    and data ->> 'tenant_id' = ${tenant.id}`;
  expect(jobs).toEqual([]);
});

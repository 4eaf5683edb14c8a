import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDatabaseProxy } from "@/tests/chaos/outage/database-proxy";
import { startOtherApp } from "@/tests/support/other-app";
import { sweep } from "@/tests/support/sweeps";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { callRow, customer, onlyCall } from "@/tests/telephony/calls/walk";
import { admin, machine, plantTenant } from "@/tests/telephony/record/call-record";
import { callerFields, post } from "@/tests/telephony/webhooks/post";

let app: string;
let proxy: Awaited<ReturnType<typeof startDatabaseProxy>>;

beforeAll(async () => {
  proxy = await startDatabaseProxy();
  app = await startOtherApp({ DATABASE_URL: proxy.url });
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

function phones(tenant: TestTenant) {
  const { carrier, accountSid } = tenant;
  return {
    customer: carrier.handset(accountSid, customer),
    rep: carrier.handset(accountSid, tenant.rep.phone),
    pass: (seconds: number) => carrier.advance(accountSid, seconds),
    idle: () => carrier.runUntilIdle(accountSid),
  };
}

/**
 * How long somebody on the line waited for each answer, in milliseconds, since the log's entry
 * `since`.
 */
async function waits({ carrier, accountSid }: TestTenant, since = 0): Promise<number[]> {
  const log = await carrier.log(accountSid, { since });
  return log.flatMap((entry) =>
    entry.kind === "webhook" && entry.purpose === "twiml" ? [entry.milliseconds] : [],
  );
}

/** Nobody waits for these; sent again and again in vain they would only make the test long. */
const statusLost = ({ carrier, accountSid }: TestTenant) =>
  carrier.fault(accountSid, { match: { kind: "status" }, effect: { kind: "drop" } });

/**
 * Once the database answers again, what was kept is written, and the sweep asks Twilio for the
 * rest.
 */
async function caughtUp(tenant: TestTenant, outcome: string) {
  await expect
    .poll(
      async () => {
        await admin`update public.calls set next_check_at = now() where tenant_id = ${tenant.id} and settled_at is null`;
        await sweep();
        return (await onlyCall(tenant).catch(() => null))?.outcome;
      },
      { interval: 500 },
    )
    .toBe(outcome);
  return onlyCall(tenant);
}

describe("Postgres hangs in the middle of a call,", () => {
  test("inbound: press 1 still connects, within a second, and the record is whole afterwards", async () => {
    const tenant = await makeTenant({ app });
    const phone = phones(tenant);
    await phone.customer.dial(tenant.number);
    await phone.pass(10);
    const before = (await tenant.carrier.log(tenant.accountSid)).length;

    proxy.pause();
    await phone.rep.answer();
    await phone.pass(1);
    expect((await phone.rep.state()).hears).toContain("Press 1");
    await phone.rep.press("1");
    await phone.pass(2);
    const inTalk = await tenant.carrier.calls(tenant.accountSid);
    expect(inTalk.map(({ status }) => status)).toEqual(["in-progress", "in-progress"]);
    expect(median(await waits(tenant, before))).toBeLessThan(1_000);

    proxy.resume();
    await phone.pass(30);
    await phone.customer.hangup();
    await phone.idle();
    const call = await caughtUp(tenant, "connected");
    expect(call).toMatchObject({ status: "completed", outcome_reason: "rep_accepted" });
    const screens = await admin`select answered_from ? 'facts' as facts from public.call_events
      where call_id = ${call.id} and event_type = 'screen'`;
    expect(screens.map(({ facts }) => facts)).toEqual([false, false]);
  });

  test("outbound: the customer is dialled from what the signed URL says", async () => {
    const tenant = await makeTenant({ app });
    const phone = phones(tenant);
    const placed = await fetch(`${app}/api/calls/initiate`, {
      method: "POST",
      headers: { authorization: `Bearer ${tenant.rep.accessToken}` },
      body: JSON.stringify({ to: customer }),
    });
    const { callId } = await placed.json();
    // This copy has served the number.
    expect(
      (
        await post({
          origin: app,
          path: "answer",
          fields: callerFields({ ...tenant, rep: tenant.rep.userId }),
          token: tenant.authToken,
        })
      ).status,
    ).toBe(200);
    await phone.pass(1);

    proxy.pause();
    await statusLost(tenant);
    await phone.rep.answer();
    await phone.pass(1);
    await phone.rep.press("1");
    await phone.pass(2);
    await phone.customer.answer();
    await phone.pass(3);
    expect(median(await waits(tenant))).toBeLessThan(1_000);
    proxy.resume();
    await tenant.carrier.clearFaults(tenant.accountSid);

    await phone.pass(20);
    await phone.customer.hangup();
    await phone.idle();
    await admin`update public.calls set next_check_at = now() where id = ${callId}`;
    await expect.poll(async () => (await callRow(tenant, callId)).outcome).toBe("connected");
  });
});

describe("Postgres hangs before a caller dials:", () => {
  test("a copy that has served the number forwards within a second, and the whole call is filled in afterwards", async () => {
    const tenant = await makeTenant({ app });
    const phone = phones(tenant);
    await tenant.carrier.scriptHandset(tenant.accountSid, tenant.rep.phone, {
      behaviour: "answers",
      afterSeconds: 3,
      press: [{ digits: "1", whenGathering: true }],
      hangupAfterSeconds: 40,
    });
    await phone.customer.dial(tenant.number);
    await phone.pass(2);
    await phone.customer.hangup();
    await phone.idle();
    await tenant.carrier.resetAccount(tenant.accountSid);
    await admin`delete from public.calls where tenant_id = ${tenant.id}`;
    await statusLost(tenant);
    await tenant.carrier.scriptHandset(tenant.accountSid, tenant.rep.phone, {
      behaviour: "answers",
      afterSeconds: 3,
      press: [{ digits: "1", whenGathering: true }],
      hangupAfterSeconds: 40,
    });

    proxy.pause();
    await phone.customer.dial(tenant.number);
    await phone.idle();
    expect(median(await waits(tenant))).toBeLessThan(1_000);
    proxy.resume();

    const call = await caughtUp(tenant, "connected");
    expect(call).toMatchObject({ from_number: customer, outcome_reason: "rep_accepted" });
  });

  test("a copy that has not served it says sorry and hangs up within a second", async () => {
    const tenant = await plantTenant();
    proxy.pause();
    const waited: number[] = [];
    for (const _ of "three") {
      const asked = performance.now();
      const answer = await post({
        origin: app,
        path: "answer",
        fields: callerFields(tenant),
        token: tenant.authToken,
      });
      expect(await answer.text()).toContain("we can't connect this call right now");
      waited.push(performance.now() - asked);
    }
    expect(median(waited)).toBeLessThan(1_000);
    proxy.resume();
  });
});

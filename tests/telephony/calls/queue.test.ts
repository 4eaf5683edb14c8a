import { expect, test } from "vitest";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { queueRoute, setAvailability } from "@/tests/telephony/calls/queued";
import { heard, publish } from "@/tests/telephony/calls/routed";
import { customer, onlyCall } from "@/tests/telephony/calls/walk";

const handset = (tenant: TestTenant, number: string) =>
  tenant.carrier.handset(tenant.accountSid, number);
const advance = (tenant: TestTenant, seconds: number) =>
  tenant.carrier.advance(tenant.accountSid, seconds);
const idle = (tenant: TestTenant) => tenant.carrier.runUntilIdle(tenant.accountSid);
const stateOf = async (tenant: TestTenant, number: string) =>
  (await handset(tenant, number).state()).state;

const entries = async (tenant: TestTenant) =>
  (await tenant.manager.db.from("queue_entries").select("state, ringing, name")).data;

test("a caller waits, hears where they stand, and gets the rep who becomes free", async () => {
  const tenant = await makeTenant();
  const { rep } = tenant;
  await setAvailability(tenant, rep, "away");
  await publish(tenant, queueRoute([rep.userId]));
  await handset(tenant, customer).dial(tenant.number);
  await advance(tenant, 6);
  expect(await heard(tenant, customer)).toContain("You are number 1 in line.");
  expect(await stateOf(tenant, rep.phone)).toBe("idle");
  expect(await onlyCall(tenant)).toMatchObject({ status: "ringing", stage: "waiting" });
  expect(await entries(tenant)).toEqual([{ state: "waiting", ringing: null, name: "Sales" }]);

  await setAvailability(tenant, rep, "available");
  await advance(tenant, 30);
  expect(await stateOf(tenant, rep.phone)).toBe("ringing");
  expect(await onlyCall(tenant)).toMatchObject({ stage: "ringing_rep" });
  await handset(tenant, rep.phone).answer();
  await advance(tenant, 2);
  expect(await heard(tenant, rep.phone)).toContain("Call for Sales from");
  await handset(tenant, rep.phone).press("1");
  await advance(tenant, 20);
  expect(await entries(tenant)).toMatchObject([{ state: "answered" }]);
  await handset(tenant, customer).hangup();
  await idle(tenant);
  expect(await onlyCall(tenant)).toMatchObject({ outcome: "connected", user_id: rep.userId });
});

test("a caller who hangs up while waiting was missed, and waits no more", async () => {
  const tenant = await makeTenant();
  await setAvailability(tenant, tenant.rep, "away");
  await publish(tenant, queueRoute([tenant.rep.userId]));
  await handset(tenant, customer).dial(tenant.number);
  await advance(tenant, 40);
  await handset(tenant, customer).hangup();
  await idle(tenant);
  expect(await onlyCall(tenant)).toMatchObject({ outcome: "missed", outcome_reason: "left_queue" });
  expect(await entries(tenant)).toMatchObject([{ state: "left" }]);
  expect((await tenant.rep.db.from("missed_callers").select("kind")).data).toEqual([
    { kind: "missed" },
  ]);
});

test("a rep who does not answer is not the end: the caller waits on in their place", async () => {
  const tenant = await makeTenant();
  const { rep } = tenant;
  await publish(tenant, queueRoute([rep.userId]));
  await handset(tenant, customer).dial(tenant.number);
  await advance(tenant, 8);
  expect(await stateOf(tenant, rep.phone)).toBe("ringing");
  await advance(tenant, 30);
  expect(await stateOf(tenant, rep.phone)).toBe("idle");
  expect(await heard(tenant, customer)).toContain("You are number 1 in line.");
  expect(await onlyCall(tenant)).toMatchObject({ stage: "waiting" });
});

test("where as many wait as may, the next caller goes on along the route", async () => {
  const tenant = await makeTenant();
  await setAvailability(tenant, tenant.rep, "away");
  await publish(tenant, queueRoute([tenant.rep.userId], { max_waiting: 1 }));
  await handset(tenant, customer).dial(tenant.number);
  await advance(tenant, 10);
  const another = "+12065550178";
  await handset(tenant, another).dial(tenant.number);
  await advance(tenant, 6);
  expect(await heard(tenant, another)).toContain("leave a message");
  expect(await heard(tenant, customer)).not.toContain("leave a message");
});

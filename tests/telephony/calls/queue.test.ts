import { afterAll, expect, test } from "vitest";
import { readState, writeState } from "@/lib/routing/turn";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { queueRoute, setAvailability } from "@/tests/telephony/calls/queued";
import { heard, publish } from "@/tests/telephony/calls/routed";
import { customer, onlyCall } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";
import { post } from "@/tests/telephony/webhooks/post";

afterAll(() => Promise.all([admin.end(), machine.end()]));

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

/** What Twilio asks for whoever waits, as if they had joined so many seconds earlier. */
async function askAgain({ carrier, accountSid, authToken }: TestTenant, seconds: number) {
  const log = await carrier.log(accountSid);
  const asked = log.findLast(
    (entry) => entry.kind === "webhook" && entry.url.includes("/voice/queue?"),
  );
  if (asked?.kind !== "webhook") throw new Error("Nobody waits");
  const url = new URL(asked.url);
  const state = readState(url.searchParams.get("at") ?? "");
  if (!state?.wait) throw new Error("Nobody waits");
  const joined = state.wait.joined - seconds * 1000;
  url.searchParams.set("at", writeState({ ...state, wait: { ...state.wait, joined } }));
  const answer = await post({
    ...{ path: `queue?${url.searchParams}`, fields: asked.params, token: authToken },
  });
  return answer.text();
}

test("who has waited as long as may be leaves a message, and waits no more", async () => {
  const tenant = await makeTenant();
  await setAvailability(tenant, tenant.rep, "away");
  await publish(tenant, queueRoute([tenant.rep.userId], { max_wait_seconds: 600 }));
  await handset(tenant, customer).dial(tenant.number);
  await advance(tenant, 20);
  // Callers wait by our clock, which a carrier's does not move.
  const music = await askAgain(tenant, 500);
  expect(music).toContain("<Play");
  expect(music).not.toContain("<Record");
  const box = await askAgain(tenant, 601);
  expect(box).toContain("Please leave a message.");
  expect(box).toContain("<Record");
  expect(await entries(tenant)).toMatchObject([{ state: "left" }]);
});

test("once somebody was answered, the next caller hears about how long that takes", async () => {
  const tenant = await makeTenant();
  const { rep } = tenant;
  await publish(tenant, queueRoute([rep.userId]));
  await handset(tenant, customer).dial(tenant.number);
  await advance(tenant, 8);
  await handset(tenant, rep.phone).answer();
  await advance(tenant, 2);
  await handset(tenant, rep.phone).press("1");
  await advance(tenant, 10);
  await admin`update public.queue_entries set joined_at = answered_at - interval '170 seconds'
    where tenant_id = ${tenant.id} and state = 'answered'`;

  const another = "+12065550178";
  await handset(tenant, another).dial(tenant.number);
  await advance(tenant, 20);
  expect(await heard(tenant, another)).toContain("You are number 1 in line.");
  expect(await heard(tenant, another)).toContain("The expected wait is about 3 minutes.");
  expect(await heard(tenant, customer)).not.toContain("expected wait");
});

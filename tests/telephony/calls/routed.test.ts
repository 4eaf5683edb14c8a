import { afterAll, expect, test } from "vitest";
import { Route } from "@/lib/routing/route";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { heard, publish, routeOf } from "@/tests/telephony/calls/routed";
import { callRow, customer, onlyCall } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

const handset = (tenant: TestTenant, number: string) =>
  tenant.carrier.handset(tenant.accountSid, number);
const advance = (tenant: TestTenant, seconds: number) =>
  tenant.carrier.advance(tenant.accountSid, seconds);
const idle = (tenant: TestTenant) => tenant.carrier.runUntilIdle(tenant.accountSid);
const stateOf = async (tenant: TestTenant, number: string) =>
  (await handset(tenant, number).state()).state;

const missedOf = async (tenant: TestTenant) =>
  (await tenant.rep.db.from("missed_callers").select("kind, calls")).data;

test("closed: the caller leaves a message, which is one voicemail", async () => {
  const tenant = await makeTenant();
  await publish(tenant, routeOf(tenant, false, [tenant.rep.userId]));
  await handset(tenant, customer).dial(tenant.number);
  await advance(tenant, 12);
  expect(await heard(tenant, customer)).toContain("leave a message");
  expect(await stateOf(tenant, tenant.rep.phone)).toBe("idle");
  await handset(tenant, customer).speak(9);
  await advance(tenant, 10);
  await handset(tenant, customer).hangup();
  await idle(tenant);
  const call = await onlyCall(tenant);
  expect(call).toMatchObject({ outcome: "voicemail", outcome_reason: "voicemail_left" });
  const { data } = await tenant.rep2.db.from("voicemails").select("call_id, mailbox_id, heard_at");
  expect(data).toEqual([{ call_id: call.id, mailbox_id: null, heard_at: null }]);
  expect(await missedOf(tenant)).toEqual([{ kind: "voicemail", calls: 1 }]);
});

test("open: two phones ring, one presses 1 and has the caller, the other stops", async () => {
  const tenant = await makeTenant();
  const { rep, rep2 } = tenant;
  await publish(tenant, routeOf(tenant, true, [rep.userId, rep2.userId]));
  await handset(tenant, customer).dial(tenant.number);
  await advance(tenant, 12);
  expect(await stateOf(tenant, rep.phone)).toBe("ringing");
  expect(await stateOf(tenant, rep2.phone)).toBe("ringing");

  await handset(tenant, rep2.phone).answer();
  await advance(tenant, 2);
  expect((await handset(tenant, rep2.phone).state()).hears).toContain("Call for Everyone from");
  await handset(tenant, rep2.phone).press("1");
  await advance(tenant, 30);
  expect(await stateOf(tenant, rep.phone)).toBe("idle");
  await handset(tenant, customer).hangup();
  await idle(tenant);
  const call = await onlyCall(tenant);
  expect(await callRow(tenant, call.id)).toMatchObject({
    ...{ outcome: "connected", user_id: rep2.userId },
  });
});

test("two press 1 at the same moment: one has the caller, the other hears who", async () => {
  const tenant = await makeTenant();
  const { rep, rep2 } = tenant;
  const contact = { tenant_id: tenant.id, name: "Jane Doe", company: "Globex" };
  const { data } = await rep.db.from("contacts").insert(contact).select("id").single();
  await rep.db
    .from("contact_phones")
    .insert({ tenant_id: tenant.id, contact_id: data?.id ?? "", phone: customer });
  await publish(tenant, routeOf(tenant, true, [rep.userId, rep2.userId]));
  await handset(tenant, customer).dial(tenant.number);
  await advance(tenant, 12);
  for (const { phone } of [rep, rep2]) await handset(tenant, phone).answer();
  await advance(tenant, 2);
  for (const { phone } of [rep, rep2]) {
    expect(await heard(tenant, phone)).toBe(
      "Call for Everyone from Jane Doe, Globex. Press 1 to accept.",
    );
  }
  await Promise.all([rep, rep2].map(({ phone }) => handset(tenant, phone).press("1")));
  await advance(tenant, 2);
  const said = await Promise.all([rep, rep2].map(({ phone }) => heard(tenant, phone)));
  const loser = said.findIndex((text) => text.includes("has taken this call"));
  const [has, lost] = loser === 0 ? [rep2, rep] : [rep, rep2];
  expect(said[loser]).toContain(`${has.name} has taken this call. Goodbye.`);
  expect(said[1 - loser]).toContain("You have the caller.");

  await advance(tenant, 30);
  expect(await stateOf(tenant, has.phone)).toBe("in-call");
  expect(await stateOf(tenant, lost.phone)).toBe("idle");
  await handset(tenant, customer).hangup();
  await idle(tenant);
  const call = await onlyCall(tenant);
  expect(call).toMatchObject({ outcome: "connected", user_id: has.userId });
  const legs = await tenant.admin.db.from("call_legs").select("user_id, talk_seconds");
  expect(legs.data).toContainEqual({ user_id: lost.userId, talk_seconds: null });
});

test("open, and nobody answers: the caller leaves a message", async () => {
  const tenant = await makeTenant();
  await publish(tenant, routeOf(tenant, true, [tenant.rep.userId, tenant.rep2.userId]));
  await handset(tenant, customer).dial(tenant.number);
  await advance(tenant, 60);
  expect(await heard(tenant, customer)).toContain("leave a message");
  await handset(tenant, customer).hangup();
  await idle(tenant);
  expect(await onlyCall(tenant)).toMatchObject({ outcome: "voicemail" });
});

test("closed, and the caller hangs up at the beep: a missed call, and no message", async () => {
  const tenant = await makeTenant();
  await publish(tenant, routeOf(tenant, false, [tenant.rep.userId]));
  await handset(tenant, customer).dial(tenant.number);
  while (!(await heard(tenant, customer)).includes("(beep)")) await advance(tenant, 1);
  await handset(tenant, customer).hangup();
  await idle(tenant);
  expect(await onlyCall(tenant)).toMatchObject({ outcome: "missed" });
  expect((await tenant.admin.db.from("voicemails").select("id")).data).toEqual([]);
  expect(await missedOf(tenant)).toEqual([{ kind: "missed", calls: 1 }]);
});

test("who is away is not rung, nor who is rung by another call", async () => {
  const tenant = await makeTenant();
  const { rep, rep2 } = tenant;
  await publish(tenant, routeOf(tenant, true, [rep.userId, rep2.userId]));
  const away = { tenant_id: tenant.id, user_id: rep.userId, state: "away" };
  expect((await rep.db.from("availability").insert(away)).error).toBeNull();
  await handset(tenant, customer).dial(tenant.number);
  await advance(tenant, 12);
  expect(await stateOf(tenant, rep.phone)).toBe("idle");
  expect(await stateOf(tenant, rep2.phone)).toBe("ringing");

  const another = "+12065550178";
  await handset(tenant, another).dial(tenant.number);
  await advance(tenant, 8);
  expect(await heard(tenant, another)).toContain("leave a message");
});

test("the contact's owner rings first, then whoever spoke to the caller last", async () => {
  const tenant = await makeTenant();
  const { rep, rep2, manager } = tenant;
  const all = routeOf(tenant, true, [manager.userId, rep2.userId]);
  const steps = {
    ...all.steps,
    owner: { kind: "owner", name: "", seconds: 15, not_free: "last", no_answer: "last" },
    last: {
      ...{ kind: "last_speaker", name: "", days: 30, seconds: 15 },
      ...{ not_free: "everyone", no_answer: "everyone" },
    },
  };
  await publish(tenant, Route.parse({ ...all, first: "owner", steps }));
  const ringing = () =>
    Promise.all([rep, rep2, manager].map(({ phone }) => stateOf(tenant, phone)));

  // A stranger whom nobody knows.
  await handset(tenant, customer).dial(tenant.number);
  await advance(tenant, 6);
  expect(await ringing()).toEqual(["idle", "ringing", "ringing"]);
  await handset(tenant, rep2.phone).answer();
  await advance(tenant, 2);
  await handset(tenant, rep2.phone).press("1");
  await advance(tenant, 20);
  await handset(tenant, customer).hangup();
  await idle(tenant);
  // The carrier's clock is ahead: they would still be finishing that call.
  await admin`update public.calls set ended_at = now() - interval '1 hour'
    where tenant_id = ${tenant.id}`;

  const jane = { tenant_id: tenant.id, name: "Jane Doe", owner_id: rep.userId };
  const { data } = await rep.db.from("contacts").insert(jane).select("id").single();
  const phone = { tenant_id: tenant.id, contact_id: data?.id ?? "", phone: customer };
  expect((await rep.db.from("contact_phones").insert(phone)).error).toBeNull();
  await handset(tenant, customer).dial(tenant.number);
  await advance(tenant, 6);
  expect(await ringing()).toEqual(["ringing", "idle", "idle"]);
  await advance(tenant, 20);
  expect(await ringing()).toEqual(["idle", "ringing", "idle"]);
  await handset(tenant, customer).hangup();
  await idle(tenant);
});

/** A call has ended: what the carrier's clock puts ahead of ours is over. */
const anHourLater = (tenant: TestTenant) =>
  admin`update public.calls set ended_at = ended_at - interval '1 hour'
    where tenant_id = ${tenant.id}`;

/** The person whose phone rings of a caller who gives up. */
async function whoRings(tenant: TestTenant, people: { phone: string }[]): Promise<string[]> {
  await handset(tenant, customer).dial(tenant.number);
  await advance(tenant, 10);
  const states = await Promise.all(people.map(({ phone }) => stateOf(tenant, phone)));
  await handset(tenant, customer).hangup();
  await idle(tenant);
  return people.filter((_, at) => states[at] === "ringing").map(({ phone }) => phone);
}

function ringsIn(tenant: TestTenant, order: "round_robin" | "longest_idle", people: string[]) {
  const route = routeOf(tenant, true, people);
  const { everyone } = route.steps;
  return Route.parse({ ...route, steps: { ...route.steps, everyone: { ...everyone, order } } });
}

test("round robin: each call rings whoever was rung longest ago", async () => {
  const tenant = await makeTenant();
  const { rep, rep2, manager } = tenant;
  const people = [rep, rep2, manager];
  const ids = people.map(({ userId }) => userId);
  await publish(tenant, ringsIn(tenant, "round_robin", ids));
  const rung: string[][] = [];
  for (let call = 0; call < 4; call += 1) rung.push(await whoRings(tenant, people));
  expect(rung).toEqual([[rep.phone], [rep2.phone], [manager.phone], [rep.phone]]);
});

test("longest idle: a call rings whoever has talked longest ago, however often they rang", async () => {
  const tenant = await makeTenant();
  const { rep, rep2 } = tenant;
  await publish(tenant, ringsIn(tenant, "longest_idle", [rep.userId, rep2.userId]));
  for (const again of [1, 2]) {
    expect([again, ...(await whoRings(tenant, [rep, rep2]))]).toEqual([again, rep.phone]);
  }
  await handset(tenant, customer).dial(tenant.number);
  await advance(tenant, 10);
  await handset(tenant, rep.phone).answer();
  await advance(tenant, 2);
  await handset(tenant, rep.phone).press("1");
  await advance(tenant, 20);
  await handset(tenant, customer).hangup();
  await idle(tenant);
  await anHourLater(tenant);
  expect(await whoRings(tenant, [rep, rep2])).toEqual([rep2.phone]);
});

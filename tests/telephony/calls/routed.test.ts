import { expect, test } from "vitest";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { heard, publish, routeOf } from "@/tests/telephony/calls/routed";
import { callRow, customer, onlyCall } from "@/tests/telephony/calls/walk";

const handset = (tenant: TestTenant, number: string) =>
  tenant.carrier.handset(tenant.accountSid, number);
const advance = (tenant: TestTenant, seconds: number) =>
  tenant.carrier.advance(tenant.accountSid, seconds);
const idle = (tenant: TestTenant) => tenant.carrier.runUntilIdle(tenant.accountSid);
const stateOf = async (tenant: TestTenant, number: string) =>
  (await handset(tenant, number).state()).state;

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
  expect((await handset(tenant, rep2.phone).state()).hears).toContain("for Everyone. Press 1");
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

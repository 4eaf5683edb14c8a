import { afterAll, beforeEach, expect, test } from "vitest";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer, initiate } from "@/tests/telephony/calls/walk";
import { sendText, sentAtTwilio } from "@/tests/telephony/messages/text";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});

/** The status of a text that goes out; of one that doesn't, why. */
async function send(from: TestTenant = tenant) {
  const { status, text } = await sendText(from);
  return status === 201 ? status : JSON.parse(text).error;
}

const asRep2 = (): TestTenant => ({ ...tenant, rep: tenant.rep2 });

test("a company's limits count everybody's texts, exactly under parallel sends", async () => {
  await admin`update public.tenants set tenant_messages_per_hour = 3, tenant_messages_per_day = 4
    where id = ${tenant.id}`;
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, nth) => send(nth % 2 ? tenant : asRep2())),
  );
  expect(answers.filter((answer) => answer === 201)).toHaveLength(3);
  const [refused] = answers.filter((answer) => answer !== 201);
  expect(refused).toMatchObject({ code: "tenant_limit_reached" });
  expect(refused.message).toContain("Your company has reached its limit of 3 messages per hour.");
  await admin`update public.messages set created_at = created_at - interval '2 hours'
    where tenant_id = ${tenant.id}`;
  expect(await send()).toBe(201);
  expect((await send(asRep2())).message).toContain("4 messages per day");
  expect(await sentAtTwilio(tenant)).toHaveLength(4);
});

const limitSpending = (perDay: number) =>
  admin`update public.tenants set spend_per_day = ${perDay} where id = ${tenant.id}`;

test("a text over the day's spending is refused before Twilio is asked, a call too", async () => {
  await send();
  // As Twilio's price says; before that, a segment counts as 0.02.
  await limitSpending(0.02);
  expect(await send()).toMatchObject({ code: "spend_limit_reached" });
  await admin`update public.messages set price = 5, price_unit = 'USD', next_check_at = null
    where tenant_id = ${tenant.id}`;
  await limitSpending(5);
  expect((await send()).message).toContain("daily spending limit");
  const call = await initiate(tenant.rep, { to: customer });
  expect([call.status, (await call.json()).error.code]).toEqual([429, "spend_limit_reached"]);
  await limitSpending(5.01);
  expect(await send()).toBe(201);
  expect(await sentAtTwilio(tenant)).toHaveLength(2);
});

test("what calls have cost today leaves no more for texts", async () => {
  await admin`insert into public.calls (id, tenant_id, direction, from_number, to_number, status,
      stage, outcome, phone_number_id, created_at, ended_at, settled_at, price, price_unit)
    values (gen_random_uuid(), ${tenant.id}, 'inbound', ${customer}, ${tenant.number},
      'completed', 'ended', 'missed', ${tenant.numberId}, now(), now(), now(), 3, 'USD')`;
  await limitSpending(3);
  expect(await send()).toMatchObject({ code: "spend_limit_reached" });
  expect(await sentAtTwilio(tenant)).toEqual([]);
  await limitSpending(4);
  expect(await send()).toBe(201);
});

import { afterAll, beforeEach, expect, test } from "vitest";
import { identify, memberOf } from "@/lib/auth/member";
import { beginOrder } from "@/lib/numbers/orders";
import { keepNumber, listStaleReleases } from "@/lib/numbers/stale";
import { removePhoneNumber } from "@/lib/numbers/store";
import { releaseAtTwilio } from "@/lib/twilio/number-orders";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer } from "@/tests/telephony/calls/walk";
import { atTwilio, buy, firstIn, inRingbook, release } from "@/tests/telephony/numbers/shop";
import { admin, machine } from "@/tests/telephony/record/call-record";

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

const deletes = { path: "IncomingPhoneNumbers", method: "DELETE" };

test("a released number is gone at Twilio and here, its past stays, and it can be bought again", async () => {
  const number = await firstIn(tenant, "602");
  const { id = "" } = await buy(tenant.admin, { number });
  expect(await release(tenant.admin, id)).toMatchObject({ status: 200 });
  expect(await atTwilio(tenant, number)).toBeNull();
  expect(await inRingbook(tenant)).toEqual([tenant.number]);
  expect(await release(tenant.admin, id)).toMatchObject({ status: 404 });
  const { data } = await tenant.admin.db
    .from("audit_log")
    .select("action, detail")
    .in("action", ["number.bought", "number.released"])
    .order("id");
  expect(data?.map(({ action }) => action)).toEqual(["number.bought", "number.released"]);
  expect(await buy(tenant.admin, { number })).toMatchObject({ status: 201, id });
});

test("a number in a call stays, at Twilio too", async () => {
  const { carrier, accountSid, rep } = tenant;
  await carrier.scriptHandset(accountSid, rep.phone, { behaviour: "answers", afterSeconds: 1 });
  await carrier.handset(accountSid, customer).dial(tenant.number);
  await carrier.advance(accountSid, 5);
  const refused = await release(tenant.admin, tenant.numberId);
  expect(refused).toMatchObject({ status: 409, code: "number_in_use" });
  expect(await atTwilio(tenant, tenant.number)).not.toBeNull();
  expect(await inRingbook(tenant)).toEqual([tenant.number]);
});

test("where Twilio keeps it, Ringbook keeps it, and the next try is free", async () => {
  const { carrier, accountSid } = tenant;
  const error = { status: 400, code: 20009, message: "no" };
  await carrier.fault(accountSid, { api: { error }, match: deletes, times: 1 });
  const refused = await release(tenant.admin, tenant.numberId);
  expect(refused).toMatchObject({ status: 502, code: "not_released" });
  expect(await inRingbook(tenant)).toEqual([tenant.number]);
  await carrier.fault(accountSid, { api: "down", match: deletes, times: 1 });
  expect(await release(tenant.admin, tenant.numberId)).toMatchObject({ code: "not_released" });
  expect(await inRingbook(tenant)).toEqual([tenant.number]);
  expect((await release(tenant.admin, tenant.numberId)).status).toBe(200);
});

test("an answer that is lost: what Twilio has by then decides", async () => {
  const { carrier, accountSid } = tenant;
  await carrier.fault(accountSid, { api: "lose-answer", match: deletes, times: 1 });
  expect((await release(tenant.admin, tenant.numberId)).status).toBe(200);
  expect(await inRingbook(tenant)).toEqual([]);
});

test("two at once release it once; others' numbers are not found, and only admins may", async () => {
  const other = await makeTenant();
  expect(await release(other.admin, tenant.numberId)).toMatchObject({ status: 404 });
  expect(await release(tenant.manager, tenant.numberId)).toMatchObject({ status: 403 });
  const answers = await Promise.all([1, 2, 3].map(() => release(tenant.admin, tenant.numberId)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  for (const { status } of answers) expect([200, 404, 409]).toContain(status);
});

test("an interrupted release: what Twilio still has can be kept, and what it hasn't can't", async () => {
  const { id, number, accountSid, authToken } = tenant;
  const member = memberOf(await identify(tenant.admin.db), "admin");
  const interrupt = async () => {
    await removePhoneNumber(member.db, id, tenant.numberId);
    await beginOrder(member.db, number, "releasing");
    await longAgo(id, number);
  };
  await interrupt();
  await keepNumber(member, number);
  expect(await inRingbook(tenant)).toEqual([number]);
  await interrupt();
  const sid = (await atTwilio(tenant, number))?.sid ?? "";
  await releaseAtTwilio({ accountSid, authToken }, sid);
  const already = { code: "released_already" };
  await expect(keepNumber(member, number)).rejects.toMatchObject(already);
  expect(await inRingbook(tenant)).toEqual([]);
  expect(await listStaleReleases(member.db, id, new Date())).toEqual([]);
});

/** As if whoever releases it had gone away. */
async function longAgo(id: string, number: string): Promise<void> {
  await admin`update public.number_orders set began_at = began_at - interval '2 minutes'
    where tenant_id = ${id} and number = ${number}`;
}

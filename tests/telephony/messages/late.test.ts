import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, expect, test } from "vitest";
import { sendScheduled } from "@/lib/messages/scheduled";
import { betweenSweeps, sweep } from "@/tests/support/sweeps";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer } from "@/tests/telephony/calls/walk";
import {
  arrived,
  messagesOf,
  sendText,
  sentAtTwilio,
  threadsOf,
} from "@/tests/telephony/messages/text";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});

const hourMs = 3_600_000;

async function schedule(): Promise<string> {
  const sendAt = new Date(Date.now() + hourMs).toISOString();
  return JSON.parse((await sendText(tenant, { sendAt })).text).messageId;
}

const due = () => new Date(Date.now() + hourMs + 1_000);

test.each<[string, () => PromiseLike<unknown>, number, string]>([
  ["an hour late", async () => {}, hourMs, "within an hour of its time"],
  [
    "in quiet hours",
    () => admin`update public.tenants set quiet_from = '00:00', quiet_until = '23:59:59'
      where id = ${tenant.id}`,
    0,
    "too late or too early",
  ],
  [
    "of someone who has left",
    () => tenant.admin.db.rpc("remove_member", { member: tenant.rep.userId }),
    0,
    "has left the company",
  ],
  [
    "of a company without an account",
    () => admin`delete from public.twilio_accounts where tenant_id = ${tenant.id}`,
    0,
    "isn't connected to Twilio",
  ],
])("a scheduled text %s is not sent, and says why", async (_, before, lateMs, sentence) => {
  const id = await schedule();
  await before();
  await sendScheduled(tenant.id, id, new Date(due().getTime() + lateMs));
  expect(await sentAtTwilio(tenant)).toEqual([]);
  expect(await messagesOf(tenant)).toMatchObject([
    { status: "failed", error_message: expect.stringContaining(sentence) },
  ]);
});

test("a scheduled text doesn't count against its own limit", async () => {
  await admin`update public.tenants set user_messages_per_hour = 1, user_messages_per_day = 1
    where id = ${tenant.id}`;
  await sendScheduled(tenant.id, await schedule(), due());
  expect(await sentAtTwilio(tenant)).toHaveLength(1);
});

test("the threads of a removed member are nobody's, and stay so", async () => {
  await sendText(tenant);
  const id = await schedule();
  const [before] = await threadsOf(tenant);
  expect(before?.owner_id).toBe(tenant.rep.userId);
  await tenant.admin.db.rpc("remove_member", { member: tenant.rep.userId });
  const [thread] = await threadsOf(tenant);
  expect(thread?.owner_id).toBeNull();
  expect(Number(thread?.version)).toBeGreaterThan(Number(before?.version));
  await sendScheduled(tenant.id, id, due());
  expect(await threadsOf(tenant)).toMatchObject([{ owner_id: null }]);
});

test.each([
  ["sent", 11],
  ["delivered", 5],
])("one that stays %s is asked about a last time", async (status, checks) => {
  await sendText(tenant);
  await arrived(tenant);
  await sweep(
    () => admin`update public.messages set status = ${status}, checks = ${checks},
        next_check_at = now() where tenant_id = ${tenant.id}`,
  );
  expect(await messagesOf(tenant)).toMatchObject([{ next_check_at: null, checks: checks + 1 }]);
});

test("a company without an account doesn't keep the others from being checked", async () => {
  await sendText(tenant);
  await betweenSweeps(async () => {
    await admin`delete from public.twilio_accounts where tenant_id = ${tenant.id}`;
    await admin`update public.messages set next_check_at = now() - interval '1 day'
      where tenant_id = ${tenant.id}`;
    const [row] = await machine`select machine.claim_message_checks(now(), 1) as result`;
    expect(row?.result).toEqual([]);
  });
});

test("Twilio's refusal that is only repeated doesn't undo a START", async () => {
  const { messageId, messageSid } = JSON.parse((await sendText(tenant)).text);
  const fetched = (key: string) => machine`
    select machine.record_message_event(${tenant.id}, ${machine.json({
      ...{ type: "rest.fetch", message_id: messageId, message_sid: messageSid, dedupe_key: key },
      ...{ status: "undelivered", error_code: 21610, data: {} },
      occurred_at: new Date().toISOString(),
    })})`;
  await arrived(tenant);
  await admin`update public.messages set status = 'sent' where tenant_id = ${tenant.id}`;
  await fetched(randomUUID());
  expect((await sendText(tenant)).status).toBe(403);
  const phone = tenant.carrier.handset(tenant.accountSid, customer);
  await phone.text({ to: tenant.number, body: "START" });
  await arrived(tenant);
  await fetched(randomUUID());
  expect((await sendText(tenant)).status).toBe(201);
});

test("a text that can't be stored is not taken for received, so that it comes again", async () => {
  const id = randomUUID();
  const event = {
    ...{ type: "incoming", message_id: id, message_sid: `SM${"a".repeat(32)}`, dedupe_key: id },
    ...{ phone_number_id: tenant.numberId, customer, body: "a".repeat(5_001), segments: 1 },
    ...{ media: [], data: {}, occurred_at: new Date().toISOString() },
  };
  const recorded = machine`
    select machine.record_message_event(${tenant.id}, ${machine.json(event)})`;
  await expect(recorded).rejects.toMatchObject({ code: "40001" });
  expect(await admin`select from public.message_events where message_id = ${id}`).toEqual([]);
});

import { afterAll, beforeEach, expect, test } from "vitest";
import { replyTo } from "@/lib/messages/auto/reply";
import { compareMessages } from "@/lib/messages/compare";
import { enqueueMessageComparisons } from "@/lib/messages/compare-machine";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer } from "@/tests/telephony/calls/walk";
import { arrived, messagesOf, sentAtTwilio, threadsOf } from "@/tests/telephony/messages/text";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

const hourMs = 3_600_000;
let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});

const phone = () => tenant.carrier.handset(tenant.accountSid, customer);

/** Texts whose webhooks the carrier loses. */
async function lose(...bodies: string[]): Promise<void> {
  const { carrier, accountSid, number } = tenant;
  const match = { path: "/messages/incoming" };
  await carrier.fault(accountSid, { match, effect: { kind: "drop" } });
  for (const body of bodies) await phone().text({ to: number, body });
  await arrived(tenant);
  await carrier.clearFaults(accountSid);
}

/** As the job does it, when the texts are no longer on their way. */
async function compare(laterMs = 2 * 60_000) {
  const later = new Date(Date.now() + laterMs);
  await enqueueMessageComparisons(later);
  return await compareMessages(tenant.id, later);
}

test("texts whose webhooks were lost are found in Twilio's list, once", async () => {
  await lose("One", "Two");
  expect(await messagesOf(tenant)).toEqual([]);
  expect(await compare()).toMatchObject({ found_texts: 2 });
  const found = await messagesOf(tenant);
  expect(new Set(found.map(({ body }) => body))).toEqual(new Set(["One", "Two"]));
  expect(await threadsOf(tenant)).toMatchObject([{ unread_count: 2, customer_number: customer }]);
  expect(await compare(hourMs)).toMatchObject({ found_texts: 0 });
  expect(await messagesOf(tenant)).toHaveLength(2);
});

test("a lost webhook that comes after all changes nothing, in either order", async () => {
  const { carrier, accountSid, number } = tenant;
  const match = { path: "/messages/incoming" };
  await carrier.fault(accountSid, { match, effect: { kind: "delay", seconds: 3_600 } });
  await phone().text({ to: number, body: "Late" });
  await carrier.advance(accountSid, 1);
  await compare();
  const [found] = await messagesOf(tenant);
  await carrier.clearFaults(accountSid);
  await carrier.advance(accountSid, 3_700);
  await arrived(tenant);
  const kept = await messagesOf(tenant);
  expect(kept).toHaveLength(1);
  expect(kept[0]).toMatchObject({ id: found?.id, body: "Late", status: "received" });
  const events = await admin`select event_type from public.message_events
    where tenant_id = ${tenant.id} and event_type = 'incoming'`;
  expect(events).toHaveLength(2);
  expect(await threadsOf(tenant)).toMatchObject([{ unread_count: 1 }]);
});

test("two comparisons at once, beside the webhook, store one message", async () => {
  await phone().text({ to: tenant.number, body: "Once" });
  const later = new Date(Date.now() + 2 * 60_000);
  await enqueueMessageComparisons(later);
  await Promise.all([
    compareMessages(tenant.id, later),
    compareMessages(tenant.id, later),
    arrived(tenant),
  ]);
  expect(await messagesOf(tenant)).toHaveLength(1);
});

test("what is found late is answered no more, but becomes the task of its word", async () => {
  await admin`insert into public.message_rules (tenant_id, kind, keyword, action, body)
    values (${tenant.id}, 'first_contact', null, 'reply', 'Hi!'),
      (${tenant.id}, 'keyword', 'quote', 'task', 'Send a quote')`;
  await lose("Hello", "A quote please");
  await compare();
  const twoHours = new Date(Date.now() + 2 * hourMs);
  for (const { id } of await messagesOf(tenant)) await replyTo(tenant.id, String(id), twoHours);
  expect(await sentAtTwilio(tenant)).toEqual([]);
  const tasks = await admin`select title from public.tasks where tenant_id = ${tenant.id}`;
  expect(tasks).toEqual([{ title: "Send a quote" }]);
});

test("a STOP that was lost opts out all the same, unless START came since", async () => {
  await lose("STOP");
  await phone().text({ to: tenant.number, body: "START" });
  await arrived(tenant);
  await compare();
  const [opted] = await admin`select opted_out from public.opt_outs where tenant_id = ${tenant.id}`;
  expect(opted?.opted_out).toBe(false);
  await tenant.carrier.advance(tenant.accountSid, 600);
  await lose("STOP");
  await compare(hourMs);
  const [again] = await admin`select opted_out from public.opt_outs where tenant_id = ${tenant.id}`;
  expect(again?.opted_out).toBe(true);
});

test("a lost yes is a text like any other, until its sender has stopped", async () => {
  await lose("Yes");
  await compare();
  expect(await messagesOf(tenant)).toMatchObject([{ body: "Yes", opt_out: null }]);
  expect(await threadsOf(tenant)).toMatchObject([{ unread_count: 1 }]);
  await phone().text({ to: tenant.number, body: "STOP" });
  await arrived(tenant);
  await tenant.carrier.advance(tenant.accountSid, 600);
  await lose("yes");
  await compare(hourMs);
  expect((await messagesOf(tenant)).map(({ opt_out }) => opt_out)).toEqual([null, "stop", "start"]);
  const [opted] = await admin`select opted_out from public.opt_outs where tenant_id = ${tenant.id}`;
  expect(opted?.opted_out).toBe(false);
});

test("an older text that is found leaves what was said last, and is unread", async () => {
  await lose("First");
  await tenant.carrier.advance(tenant.accountSid, 300);
  await phone().text({ to: tenant.number, body: "Second" });
  await arrived(tenant);
  await admin`update public.message_threads set last_message_at = now() + interval '1 hour'
    where tenant_id = ${tenant.id}`;
  await compare(hourMs);
  expect(await threadsOf(tenant)).toMatchObject([{ last_text: "Second", unread_count: 2 }]);
});

test("one whose files were deleted at Twilio is kept without them, and so are the others", async () => {
  const { carrier, accountSid, number } = tenant;
  const lost = { path: "/messages/incoming" };
  await carrier.fault(accountSid, { match: lost, effect: { kind: "drop" } });
  const media = [{ contentType: "text/plain", base64: btoa("a note") }];
  await phone().text({ to: number, body: "A note", media });
  await phone().text({ to: number, body: "And a word" });
  await arrived(tenant);
  await carrier.clearFaults(accountSid);
  const match = { path: "/Media.json" };
  const error = { status: 404, code: 20404, message: "not found" };
  await carrier.fault(accountSid, { match, api: { error } });
  expect(await compare()).toMatchObject({ compared: 1, found_texts: 2 });
  const bodies = (await messagesOf(tenant)).map(({ body }) => body);
  expect(new Set(bodies)).toEqual(new Set(["A note", "And a word"]));
});

test("while Twilio can't be asked nothing counts as compared, and it is asked later", async () => {
  await lose("Kept");
  const { carrier, accountSid } = tenant;
  const match = { path: "/Messages.json" };
  await carrier.fault(accountSid, { match, api: "down" });
  expect(await compare()).toMatchObject({ unreachable: 1 });
  await carrier.clearFaults(accountSid);
  expect(await compare(30_000)).toEqual({});
  expect(await compare(hourMs)).toMatchObject({ found_texts: 1 });
});

import { randomBytes } from "node:crypto";
import { afterAll, beforeEach, expect, test } from "vitest";
import { replayMessageEvent } from "@/lib/messages/problems";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer } from "@/tests/telephony/calls/walk";
import { arrived, messagesOf, sendText, threadsOf } from "@/tests/telephony/messages/text";
import { admin, machine } from "@/tests/telephony/record/call-record";
import { type Post, post } from "@/tests/telephony/webhooks/post";

afterAll(() => Promise.all([admin.end(), machine.end()]));

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});

const newSid = () => `SM${randomBytes(16).toString("hex")}`;

const incoming = (changes: Record<string, string> = {}): Post => ({
  room: "messages",
  path: "incoming",
  fields: {
    ...{ AccountSid: tenant.accountSid, MessageSid: newSid(), NumMedia: "0", NumSegments: "1" },
    ...{ From: customer, To: tenant.number, Body: "Is my roof ready?" },
    ...changes,
  },
  token: tenant.authToken,
});

test("a text is stored once, however often it comes, and answered with nothing to send", async () => {
  const request = incoming();
  const answers = await Promise.all([post(request), post(request), post(request)]);
  for (const answer of answers) {
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain("<Response/>");
  }
  expect(await messagesOf(tenant)).toMatchObject([
    { direction: "inbound", status: "received", body: "Is my roof ready?" },
  ]);
  expect(await threadsOf(tenant)).toMatchObject([
    { customer_number: customer, unread_count: 1, last_direction: "inbound", contact_id: null },
  ]);
});

test("a text from a phone arrives through the number's own webhook", async () => {
  const { carrier, accountSid, number } = tenant;
  await carrier.handset(accountSid, customer).text({ to: number, body: "Hello 👋" });
  await arrived(tenant);
  expect(await messagesOf(tenant)).toMatchObject([{ body: "Hello 👋", segments: 1 }]);
});

test("a stop word of the company's own is one because Twilio says so", async () => {
  expect((await post(incoming({ Body: "Basta", OptOutType: "STOP" }))).status).toBe(200);
  expect(await messagesOf(tenant)).toMatchObject([{ body: "Basta", opt_out: "stop" }]);
  const optOuts = await admin`select opted_out, source from public.opt_outs
    where tenant_id = ${tenant.id} and number = ${customer}`;
  expect(optOuts).toEqual([{ opted_out: true, source: "twilio" }]);
  expect((await sendText(tenant)).status).toBe(403);
  await post(incoming({ Body: "Bitte wieder", OptOutType: "START" }));
  expect((await sendText(tenant)).status).toBe(201);
});

test("what can't be read is kept whole in the ledger", async () => {
  const request = incoming({ NumMedia: "many" });
  expect((await post(request)).status).toBe(200);
  const events = await admin`select event_type, event_data, problem from public.message_events
    where tenant_id = ${tenant.id}`;
  expect(events).toMatchObject([
    { event_type: "incoming", event_data: { NumMedia: "many" }, problem: expect.any(String) },
  ]);
});

test("a stranger's conversation becomes the contact's who gets the number", async () => {
  await post(incoming());
  const { rep, id } = tenant;
  const contact = { tenant_id: id, name: "Jane Doe" };
  const { data } = await rep.db.from("contacts").insert(contact).select("id").single();
  const phone = { tenant_id: id, contact_id: data?.id ?? "", phone: customer };
  await rep.db.from("contact_phones").insert(phone);
  expect(await threadsOf(tenant)).toMatchObject([{ contact_id: data?.id }]);
  expect(await messagesOf(tenant)).toMatchObject([{ contact_id: data?.id }]);
  await post(incoming({ Body: "And now?" }));
  expect(await threadsOf(tenant)).toMatchObject([{ unread_count: 2, last_text: "And now?" }]);
});

test("a closed conversation opens again when they write", async () => {
  await post(incoming());
  const [thread] = await threadsOf(tenant);
  await tenant.rep.db.rpc("close_thread", { thread: thread?.id, closed: true });
  expect((await threadsOf(tenant))[0]?.closed_at).not.toBeNull();
  await post(incoming());
  expect((await threadsOf(tenant))[0]).toMatchObject({ closed_at: null, unread_count: 1 });
});

test("what couldn't be read is applied once its reader is corrected, by an admin alone", async () => {
  await post(incoming({ NumMedia: "many" }));
  const [event] = await admin`select id from public.message_events where tenant_id = ${tenant.id}`;
  const id = Number(event?.id);
  const of = (person: TestTenant["rep"]) => ({ tenant: { id: tenant.id }, user_id: person.userId });
  await expect(replayMessageEvent(of(tenant.manager), id)).rejects.toThrow("no longer on the list");
  expect(await replayMessageEvent(of(tenant.admin), id)).toMatch(/NumMedia/);
  // Stands in for a reader that has learnt Twilio's new word.
  await admin`update public.message_events
    set event_data = jsonb_set(event_data, '{NumMedia}', '"0"') where tenant_id = ${tenant.id}`;
  expect(await replayMessageEvent(of(tenant.admin), id)).toBeNull();
  expect(await messagesOf(tenant)).toMatchObject([{ body: "Is my roof ready?" }]);
  await expect(replayMessageEvent(of(tenant.admin), id)).rejects.toThrow("no longer on the list");
});

test("what couldn't be applied is applied later, once, and gives the same message", async () => {
  const name = `broken_${tenant.id.replaceAll("-", "")}`;
  await admin.unsafe(`
    create function public.${name}() returns trigger language plpgsql
      as 'begin raise exception ''a mistake of ours''; end';
    create trigger ${name} before insert on public.messages
      for each row when (new.tenant_id = '${tenant.id}') execute function public.${name}();`);
  const person = { tenant: { id: tenant.id }, user_id: tenant.admin.userId };
  try {
    expect((await post(incoming())).status).toBe(200);
    const [event] = await admin`select id, problem from public.message_events
      where tenant_id = ${tenant.id}`;
    expect(event?.problem).toBe("a mistake of ours");
    expect(await replayMessageEvent(person, Number(event?.id))).toBe("a mistake of ours");
    await admin.unsafe(`drop function public.${name}() cascade`);
    expect(await replayMessageEvent(person, Number(event?.id))).toBeNull();
  } finally {
    await admin.unsafe(`drop function if exists public.${name}() cascade`);
  }
  expect(await messagesOf(tenant)).toHaveLength(1);
  expect(await threadsOf(tenant)).toMatchObject([{ unread_count: 1 }]);
});

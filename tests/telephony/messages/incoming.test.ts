import { randomBytes } from "node:crypto";
import { afterAll, beforeEach, expect, test } from "vitest";
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

test.each<[string, (request: Post, other: TestTenant) => Post]>([
  ["a signature is missing", (request) => ({ ...request, headers: { "x-twilio-signature": "" } })],
  [
    "another tenant's token signed it",
    (request, { authToken }) => ({ ...request, token: authToken }),
  ],
  [
    "it names another tenant's account",
    (request, { accountSid }) => ({
      ...request,
      fields: { ...request.fields, AccountSid: accountSid },
    }),
  ],
  [
    "the number is not the tenant's",
    (request) => ({ ...request, fields: { ...request.fields, To: "+12065550155" } }),
  ],
  [
    "a field was changed after signing",
    (request) => ({ ...request, signedFields: { ...request.fields, Body: "Other" } }),
  ],
])("403 and nothing written when %s", async (_, attack) => {
  const other = await makeTenant();
  const answer = await post(attack(incoming(), other));
  expect(answer.status).toBe(403);
  expect(await messagesOf(tenant)).toEqual([]);
  expect(await messagesOf(other)).toEqual([]);
});

test("a status of another tenant's message is 403", async () => {
  const other = await makeTenant();
  const { messageId } = JSON.parse((await sendText(other)).text);
  const answer = await post({
    ...{ room: "messages", path: `status?message=${messageId}`, token: tenant.authToken },
    fields: { AccountSid: tenant.accountSid, MessageSid: newSid(), MessageStatus: "delivered" },
  });
  expect(answer.status).toBe(403);
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

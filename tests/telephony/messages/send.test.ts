import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { given } from "@/tests/database/rls/visitor";
import { addSupport, support } from "@/tests/support/second-number";
import { sweep } from "@/tests/support/sweeps";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { ask, customer } from "@/tests/telephony/calls/walk";
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

test("a text goes out once, and its row follows it until it is delivered", async () => {
  const { status, text } = await sendText(tenant);
  expect([status, JSON.parse(text)]).toMatchObject([201, { success: true, status: "queued" }]);
  await arrived(tenant);
  expect(await messagesOf(tenant)).toMatchObject([
    {
      ...{ direction: "outbound", body: "Your roof is ready", status: "delivered" },
      ...{ customer_number: customer, user_id: tenant.rep.userId, segments: 1 },
      message_sid: JSON.parse(text).messageSid,
    },
  ]);
  expect(await threadsOf(tenant)).toMatchObject([
    { owner_id: tenant.rep.userId, last_direction: "outbound", unread_count: 0 },
  ]);
  expect(await sentAtTwilio(tenant)).toHaveLength(1);
});

test("the same key 50 times at once sends one message and answers 50 times the same", async () => {
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: 50 }, () => sendText(tenant, {}, key)));
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(answers[0]?.status).toBe(201);
  expect(await sentAtTwilio(tenant)).toHaveLength(1);
  const other = await sendText(tenant, { body: "Something else" }, key);
  expect([other.status, JSON.parse(other.text).error.code]).toEqual([
    422,
    "idempotency_key_reused",
  ]);
});

describe("when Twilio's answer is lost", () => {
  test("nothing is sent twice, and the job finds the message", async () => {
    const { carrier, accountSid } = tenant;
    await carrier.fault(accountSid, { api: "lose-answer", match: { method: "POST" }, times: 1 });
    await carrier.fault(accountSid, {
      match: { kind: "message-status" },
      effect: { kind: "drop" },
    });
    const key = randomUUID();
    const first = await sendText(tenant, {}, key);
    expect([first.status, JSON.parse(first.text)]).toMatchObject([
      201,
      { status: "unknown", messageSid: null },
    ]);
    await sendText(tenant, {}, key);
    expect(await sentAtTwilio(tenant)).toHaveLength(1);
    await sweep(
      () => admin`update public.messages set next_check_at = now() where tenant_id = ${tenant.id}`,
    );
    const [sent] = await sentAtTwilio(tenant);
    expect(await messagesOf(tenant)).toMatchObject([{ message_sid: sent?.sid }]);
  });

  test("and Twilio never had it, it has failed after a while", async () => {
    const { carrier, accountSid } = tenant;
    await carrier.fault(accountSid, { api: "down", match: { method: "POST" }, times: 1 });
    await sendText(tenant);
    await sweep(
      () => admin`update public.messages set next_check_at = now(), checks = 6
        where tenant_id = ${tenant.id}`,
    );
    expect(await messagesOf(tenant)).toMatchObject([
      { status: "failed", error_message: expect.stringContaining("never reached Twilio") },
    ]);
    expect(await sentAtTwilio(tenant)).toHaveLength(0);
  });
});

test("a status that got lost is asked for", async () => {
  const { carrier, accountSid } = tenant;
  await carrier.fault(accountSid, { match: { kind: "message-status" }, effect: { kind: "drop" } });
  await sendText(tenant);
  await arrived(tenant);
  await sweep(
    () => admin`update public.messages set next_check_at = now() where tenant_id = ${tenant.id}`,
  );
  expect(await messagesOf(tenant)).toMatchObject([{ status: "delivered" }]);
});

test("what Twilio refuses is said in words, and its row has failed", async () => {
  await tenant.carrier.fault(tenant.accountSid, {
    api: { error: { status: 400, code: 21614, message: "not a mobile" } },
    match: { method: "POST" },
    times: 1,
  });
  const { status, text } = await sendText(tenant);
  expect([status, JSON.parse(text).error]).toMatchObject([
    502,
    { code: "twilio_refused", twilioCode: 21614, message: expect.stringContaining("mobile") },
  ]);
  expect(await messagesOf(tenant)).toMatchObject([{ status: "failed", error_code: 21614 }]);
});

test("an account that is not paid is said to be so, a wrong token to be one", async () => {
  const { carrier, accountSid } = tenant;
  const account = { sid: accountSid, friendlyName: "x", numbers: [], clock: "virtual" as const };
  await carrier.ensureAccount({ ...account, options: { isSuspended: true } });
  const unpaid = await sendText(tenant);
  expect([unpaid.status, JSON.parse(unpaid.text).error.message]).toEqual([
    502,
    expect.stringContaining("is suspended, usually because it isn't paid"),
  ]);
  expect(await messagesOf(tenant)).toMatchObject([{ status: "failed", error_code: null }]);
  await carrier.ensureAccount({ ...account, options: { isSuspended: false } });
  const error = { status: 401, code: 20003, message: "Authenticate" };
  await carrier.fault(accountSid, { api: { error }, match: { method: "POST" }, times: 1 });
  expect((await sendText(tenant)).text).toContain("doesn't accept the company's credentials");
  expect(await sentAtTwilio(tenant)).toEqual([]);
});

test.each([
  ["an empty body", { body: " " }, "Write a message."],
  ["1,601 characters", { body: "a".repeat(1_601) }, "A message has at most 1,600 characters."],
  ["no number", { to: "12" }, "12 isn't a valid phone number."],
  ["a time that has passed", { sendAt: "2020-01-01T00:00:00Z" }, "That time has passed."],
  ["a variable without a value", { body: "Hi {first_name}" }, "This needs the contact's"],
])("%s is refused with a sentence", async (_, body, sentence) => {
  const { status, text } = await sendText(tenant, body);
  expect([400, 422]).toContain(status);
  expect(JSON.parse(text).error.message).toContain(sentence);
  expect(await messagesOf(tenant)).toEqual([]);
});

test("where texts may not go, a rep reads whom to ask, and an admin where to allow it", async () => {
  const to = "+4915155555555";
  const { status, text } = await sendText(tenant, { to });
  const { error } = JSON.parse(text);
  expect([status, error.code]).toEqual([403, "country_not_allowed"]);
  const response = await ask(tenant.admin, "/api/messages", { body: { to, body: "Hello" } });
  const own: string = (await response.json()).error.message;
  expect(own).toMatch(
    /^Messages to Germany aren't .* They can be allowed in Settings → Calling\.$/,
  );
  expect(error.message).toBe(`${own} Ask ${tenant.admin.name}.`);
  expect(await sentAtTwilio(tenant)).toEqual([]);
});

test("a scheduled text waits, and is sent once when its time has come", async () => {
  const sendAt = new Date(Date.now() + 3_600_000).toISOString();
  const { status, text } = await sendText(tenant, { sendAt });
  expect([status, JSON.parse(text).status]).toEqual([201, "scheduled"]);
  expect(await sentAtTwilio(tenant)).toHaveLength(0);
  const { sendScheduled } = await import("@/lib/messages/scheduled");
  const { messageId } = JSON.parse(text);
  // Not due: no sweep takes it.
  const [job] = await admin`select data, start_after from jobs.job
    where name = 'messages.send_scheduled' and data ->> 'id' = ${messageId}`;
  expect(job).toEqual({
    data: { tenant_id: tenant.id, id: messageId },
    start_after: new Date(sendAt),
  });
  await sendScheduled(tenant.id, messageId, new Date());
  await sendScheduled(tenant.id, messageId, new Date());
  expect(await sentAtTwilio(tenant)).toHaveLength(1);
});

test("who has opted out is not written to until they opt in", async () => {
  const { carrier, accountSid, number } = tenant;
  const phone = carrier.handset(accountSid, customer);
  await phone.text({ to: number, body: "Stop" });
  await arrived(tenant);
  const refused = await sendText(tenant);
  expect([refused.status, JSON.parse(refused.text).error.code]).toEqual([403, "opted_out"]);
  expect((await sentAtTwilio(tenant)).filter(({ body }) => body === "Your roof is ready")).toEqual(
    [],
  );
  await phone.text({ to: number, body: "START" });
  await arrived(tenant);
  expect((await sendText(tenant)).status).toBe(201);
});

test("who has stopped one number is written to from another", async () => {
  await addSupport(tenant);
  const phone = tenant.carrier.handset(tenant.accountSid, customer);
  await phone.text({ to: tenant.number, body: "STOP" });
  await arrived(tenant);
  expect((await sendText(tenant, { from: tenant.number })).status).toBe(403);
  expect((await sendText(tenant, { from: support })).status).toBe(201);
});

test("a number that can't text is not chosen, whoever's default it is", async () => {
  await addSupport(tenant);
  await admin`update public.profiles set default_number_id = ${tenant.numberId}
    where tenant_id = ${tenant.id} and user_id = ${tenant.rep.userId}`;
  await admin`update public.phone_numbers set can_text = false where id = ${tenant.numberId}`;
  expect((await sendText(tenant)).status).toBe(201);
  expect(await sentAtTwilio(tenant)).toMatchObject([{ from: support }]);
  const contact = tenant.rep.db.from("contacts").insert({ tenant_id: tenant.id, name: "Jane" });
  const { id } = await given(contact.select("id").single());
  const shown = await given(tenant.rep.db.rpc("caller_numbers", { with_contact: id }));
  expect(shown).toMatchObject([{ can_text: false }, { can_text: true }]);
});

test("Twilio's refusal of who has opted out teaches us", async () => {
  await tenant.carrier.fault(tenant.accountSid, {
    api: { error: { status: 400, code: 21610, message: "opted out" } },
    match: { method: "POST" },
    times: 1,
  });
  expect((await sendText(tenant)).status).toBe(502);
  expect((await sendText(tenant)).status).toBe(403);
});

test("a number on the do-not-call list is written to only within a day of its own text", async () => {
  await admin`insert into public.do_not_call (tenant_id, number, added_by)
    values (${tenant.id}, ${customer}, ${tenant.manager.userId})`;
  expect((await sendText(tenant)).status).toBe(403);
  await tenant.carrier.handset(tenant.accountSid, customer).text({ to: tenant.number, body: "Hi" });
  await arrived(tenant);
  expect((await sendText(tenant)).status).toBe(201);
});

test("quiet hours are where the other party is, but whoever just wrote is answered", async () => {
  await admin`update public.tenants set quiet_from = '00:00', quiet_until = '23:59'
    where id = ${tenant.id}`;
  const { status, text } = await sendText(tenant);
  expect([status, JSON.parse(text).error.code]).toEqual([409, "quiet_hours"]);
  await tenant.carrier.handset(tenant.accountSid, customer).text({ to: tenant.number, body: "Hi" });
  await arrived(tenant);
  expect((await sendText(tenant)).status).toBe(201);
});

test("a person's limit of messages per hour is exact under parallel sends", async () => {
  await admin`update public.tenants set user_messages_per_hour = 3, user_messages_per_day = 3
    where id = ${tenant.id}`;
  const answers = await Promise.all(Array.from({ length: 8 }, () => sendText(tenant)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(5);
});

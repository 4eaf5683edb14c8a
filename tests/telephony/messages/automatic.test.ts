import { afterAll, beforeEach, expect, test } from "vitest";
import { Again } from "@/lib/core/job";
import { replyTo, textBack } from "@/lib/messages/auto/reply";
import { textBackJob } from "@/lib/messages/job";
import { given } from "@/tests/database/rls/visitor";
import { addSupport } from "@/tests/support/second-number";
import { keepSweepsAway } from "@/tests/support/sweeps";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer, ringInVain } from "@/tests/telephony/calls/walk";
import { arrived, messagesOf, sentAtTwilio } from "@/tests/telephony/messages/text";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

keepSweepsAway();
let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});

async function addRule(rule: { kind: string; body: string } & Record<string, unknown>) {
  const row = { tenant_id: tenant.id, ...rule };
  await given(tenant.admin.db.from("message_rules").insert(row).select("id"));
}

async function textIn(body: string): Promise<string> {
  const phone = tenant.carrier.handset(tenant.accountSid, customer);
  await phone.text({ to: tenant.number, body });
  await arrived(tenant);
  const all = await messagesOf(tenant);
  return String(all.findLast(({ direction }) => direction === "inbound")?.id);
}

const replyJob = (id: string) => admin`select data from jobs.job
  where name = 'messages.reply' and data ->> 'id' = ${id}`;

test("a first text is answered once, however often the job runs, and marked as automatic", async () => {
  await addRule({ kind: "first_contact", body: "Hi {first_name|there}!" });
  const id = await textIn("Hello");
  await Promise.all([replyTo(tenant.id, id, new Date()), replyTo(tenant.id, id, new Date())]);
  await replyTo(tenant.id, id, new Date());
  expect(await sentAtTwilio(tenant)).toMatchObject([{ body: "Hi there!" }]);
  const [, reply] = await messagesOf(tenant);
  expect(reply).toMatchObject({ automatic: "first_contact", user_id: null });
  const [thread] = await admin`select unread_count from public.message_threads
    where tenant_id = ${tenant.id}`;
  expect(thread?.unread_count).toBe(1);
});

test("STOP, START and HELP are answered by Twilio alone: nothing is queued, and no job answers", async () => {
  for (const keyword of ["stop", "start", "help"]) {
    await addRule({ kind: "keyword", keyword, body: `You wrote ${keyword}` });
  }
  for (const word of ["STOP", "START", "HELP"]) {
    const id = await textIn(word);
    expect(await replyJob(id)).toEqual([]);
    await replyTo(tenant.id, id, new Date());
  }
  const sent = await sentAtTwilio(tenant);
  expect(sent.map(({ isAutomatic }) => isAutomatic)).toEqual([true, true, true]);
  expect(await messagesOf(tenant)).toHaveLength(3);
});

test("yes is an answer that notifies and runs its rule, and opts in only who has stopped", async () => {
  await addRule({ kind: "keyword", keyword: "yes", action: "task", body: "They said yes" });
  const notified = () => admin`select facts ->> 'title' as title from public.notifications
    where tenant_id = ${tenant.id} and user_id = ${tenant.rep.userId}`;
  const yes = await textIn("Yes");
  expect(await replyJob(yes)).toHaveLength(1);
  expect(await notified()).toEqual([{ title: "Yes" }]);
  await replyTo(tenant.id, yes, new Date());
  expect(await admin`select title from public.tasks where tenant_id = ${tenant.id}`).toEqual([
    { title: "They said yes" },
  ]);
  const stop = await textIn("STOP");
  const again = await textIn("yes");
  const [optOut] = await admin`select opted_out from public.opt_outs
    where tenant_id = ${tenant.id}`;
  expect(optOut).toEqual({ opted_out: false });
  const asked = (await messagesOf(tenant)).map(({ opt_out }) => opt_out);
  expect(asked).toEqual([null, "stop", "start"]);
  expect([await replyJob(stop), await replyJob(again)]).toEqual([[], []]);
});

test("a rule that is switched off does nothing, and nothing is queued for it", async () => {
  await addRule({ kind: "first_contact", body: "Hi!" });
  await admin`update public.message_rules set enabled = false where tenant_id = ${tenant.id}`;
  const id = await textIn("Hello");
  expect(await replyJob(id)).toEqual([]);
  await replyTo(tenant.id, id, new Date());
  expect(await sentAtTwilio(tenant)).toEqual([]);
});

test("a text with a word becomes a task, once", async () => {
  await addRule({ kind: "keyword", keyword: "callback", action: "task", body: "Call them back" });
  const id = await textIn("Callback please");
  await replyTo(tenant.id, id, new Date());
  await replyTo(tenant.id, id, new Date());
  const tasks =
    await admin`select title, owner_id from public.tasks where tenant_id = ${tenant.id}`;
  expect(tasks).toEqual([{ title: "Call them back", owner_id: tenant.admin.userId }]);
});

test("every text becomes a task, beside the reply that another rule gives", async () => {
  await addRule({ kind: "any", action: "task", body: "Answer {name|a text}" });
  await addRule({ kind: "first_contact", body: "Hi!" });
  for (const body of ["Hello", "Anybody there?"]) {
    const id = await textIn(body);
    await replyTo(tenant.id, id, new Date());
    await replyTo(tenant.id, id, new Date());
  }
  const tasks = await admin`select title from public.tasks where tenant_id = ${tenant.id}`;
  expect(tasks).toEqual([{ title: "Answer a text" }, { title: "Answer a text" }]);
  expect(await sentAtTwilio(tenant)).toMatchObject([{ body: "Hi!" }]);
});

/** Somebody calls, and nobody answers; the job that this leaves behind. */
async function missCall() {
  const { carrier, accountSid, rep } = tenant;
  await carrier.scriptHandset(accountSid, rep.phone, { behaviour: "no-answer" });
  await ringInVain(tenant);
  const [call] = await admin`select id, outcome from public.calls where tenant_id = ${tenant.id}
    order by created_at desc limit 1`;
  expect(call?.outcome).toBe("missed");
  const jobs = await admin`select data from jobs.job where name = 'messages.text_back'
    and data ->> 'id' = ${call?.id}`;
  return { id: String(call?.id), jobs: jobs.map(({ data }) => data) };
}

test("a caller whom nobody answered is texted back by a job, once a day", async () => {
  await addRule({ kind: "missed_call", body: "Sorry we missed you." });
  const { id, jobs } = await missCall();
  expect(jobs).toEqual([{ id, tenant_id: tenant.id }]);
  await textBackJob.run(jobs[0], { over: false });
  const again = await missCall();
  await textBackJob.run(again.jobs[0], { over: false });
  expect(await sentAtTwilio(tenant)).toMatchObject([
    { body: "Sorry we missed you.", from: tenant.number, to: customer },
  ]);
  expect(await messagesOf(tenant)).toMatchObject([{ automatic: "missed_call", user_id: null }]);
});

test("a rule of another number, or one that is switched off, texts nobody back", async () => {
  const other = await addSupport(tenant);
  await addRule({ kind: "missed_call", body: "Support missed you.", phone_number_id: other });
  await addRule({ kind: "missed_call", body: "Off." });
  await admin`update public.message_rules set enabled = false
    where tenant_id = ${tenant.id} and body = 'Off.'`;
  const { id } = await missCall();
  await textBack(tenant.id, id, new Date());
  expect(await sentAtTwilio(tenant)).toEqual([]);
});

test("who is missed in their quiet hours is texted when these are over", async () => {
  await addRule({ kind: "missed_call", body: "Sorry we missed you." });
  await admin`update public.tenants set quiet_from = '00:00', quiet_until = '23:59:59'
    where id = ${tenant.id}`;
  const { id } = await missCall();
  const later = await textBack(tenant.id, id, new Date());
  if (!(later instanceof Again)) throw new Error("It was not put off");
  expect(await sentAtTwilio(tenant)).toEqual([]);
  expect(await textBack(tenant.id, id, later.at)).toEqual({ replied: 1 });
  expect(await sentAtTwilio(tenant)).toHaveLength(1);
});

test("two machines that answer each other stop after three replies an hour", async () => {
  await addRule({ kind: "keyword", keyword: "price", body: "The price is $10" });
  for (const _ of Array(5)) await replyTo(tenant.id, await textIn("What price?"), new Date());
  expect(await sentAtTwilio(tenant)).toHaveLength(3);
});

test("once a day holds for the contact, whichever of their numbers they write from", async () => {
  await addRule({ kind: "away", body: "Closed", open_from: "00:00", open_until: "00:01" });
  await admin`update public.message_rules set open_days = '{}' where tenant_id = ${tenant.id}`;
  const [contact] = await admin`insert into public.contacts (tenant_id, name)
    values (${tenant.id}, 'Jane Doe') returning id`;
  const other = "+12065550188";
  await admin`insert into public.contact_phones (tenant_id, contact_id, phone)
    values (${tenant.id}, ${contact?.id}, ${customer}), (${tenant.id}, ${contact?.id}, ${other})`;
  await replyTo(tenant.id, await textIn("Hello"), new Date());
  await tenant.carrier.handset(tenant.accountSid, other).text({ to: tenant.number, body: "Hi" });
  await arrived(tenant);
  const all = await messagesOf(tenant);
  const id = all.findLast((message) => message.customer_number === other)?.id;
  await replyTo(tenant.id, id, new Date());
  expect(await sentAtTwilio(tenant)).toHaveLength(1);
});

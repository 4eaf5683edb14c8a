import { afterAll, expect, test } from "vitest";
import { identify, memberOf } from "@/lib/auth/member";
import { listEvents, listProblems } from "@/lib/call-log/call";
import { findLine } from "@/lib/lines/line";
import { answer } from "@/lib/voice/answer";
import { answerAsking } from "@/lib/voice/receive";
import { replayEvent } from "@/lib/voice/replay";
import { sessionCookie } from "@/tests/support/cookie";
import { stack } from "@/tests/support/stack";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer, everyoneAnswers, onlyCall, place } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";
import { callerFields } from "@/tests/telephony/webhooks/post";

afterAll(() => Promise.all([admin.end(), machine.end()]));

/** A contact, a company and a notice as rows may have them from before they were cleaned. */
async function plantText(tenant: TestTenant, text: string): Promise<void> {
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    const [contact] = await sql`insert into public.contacts (tenant_id, name, company)
      values (${tenant.id}, ${`Bob${text}X`}, ${text}) returning id`;
    await sql`insert into public.contact_phones (tenant_id, contact_id, phone)
      values (${tenant.id}, ${contact?.id}, ${customer})`;
    await sql`update public.tenants set name = ${`Acme${text}`}, recording_notice = ${text}
      where id = ${tenant.id}`;
  });
}

async function page(member: Member, path: string): Promise<string> {
  const cookie = await sessionCookie(member);
  const response = await fetch(`${stack.urls.app}${path}`, { headers: { cookie } });
  expect([path, response.status]).toEqual([path, 200]);
  return response.text();
}

const handset = ({ carrier, accountSid }: TestTenant, number: string) =>
  carrier.handset(accountSid, number);

async function hangsUpAfterTalking(tenant: TestTenant): Promise<void> {
  await tenant.carrier.advance(tenant.accountSid, 60);
  await handset(tenant, customer).hangup();
  await tenant.carrier.runUntilIdle(tenant.accountSid);
}

async function expectConnected(tenant: TestTenant): Promise<void> {
  const call = await onlyCall(tenant);
  expect(call).toMatchObject({ status: "completed", outcome: "connected" });
  const shown = await page(tenant.rep, `/calls/${call.id}`);
  expect(shown).toContain("Our answer (TwiML)");
  expect(shown).not.toMatch(/can('|&#x27;)t be shown/);
}

const texts = ["\u000b", "\u0001\u001f", "\uffff\ufffe", "\u2028", "\u200b", "]]>&<\u0008"];

test.each(texts)("a caller is connected with %j in names, company and notice", async (text) => {
  const tenant = await makeTenant();
  await plantText(tenant, text);
  await everyoneAnswers(tenant);
  await handset(tenant, customer).dial(tenant.number);
  await hangsUpAfterTalking(tenant);
  await expectConnected(tenant);
});

test.each(texts)("a rep is connected with %j in names, company and notice", async (text) => {
  const tenant = await makeTenant();
  await plantText(tenant, text);
  await everyoneAnswers(tenant);
  await place(tenant);
  await hangsUpAfterTalking(tenant);
  await expectConnected(tenant);
});

test("a document that cannot be explained does not take the call's page with it", async () => {
  const tenant = await makeTenant();
  await handset(tenant, customer).dial(tenant.number);
  await tenant.carrier.advance(tenant.accountSid, 5);
  const call = await onlyCall(tenant);
  await admin`update public.call_events set event_data = '{"To": {"not": "a number"}}'
    where call_id = ${call.id} and event_type = 'answer'`;
  expect(await page(tenant.rep, `/calls/${call.id}`)).toMatch(/can('|&#x27;)t be shown/);
  await admin`update public.call_events set answered_from = '{"line": {}}'
    where call_id = ${call.id} and event_type = 'answer'`;
  expect(await page(tenant.rep, `/calls/${call.id}`)).toMatch(/can('|&#x27;)t be shown/);
});

/** A caller's first request, answered by a decision that has a mistake of ours in it. */
async function answerWithMistake(tenant: TestTenant) {
  const found = await findLine(tenant.accountSid);
  if (!found) throw new Error("no line");
  const params = callerFields({ ...tenant, rep: tenant.rep.userId });
  const hook = { line: found.line, query: new URLSearchParams(), params, receivedAt: new Date() };
  const broken = {
    read: answer.read,
    decide: () => {
      throw new Error("a mistake\u000bof ours");
    },
  };
  return answerAsking("answer", broken, hook);
}

test("an answer that cannot be made is a problem, which an admin applies again", async () => {
  const tenant = await makeTenant();
  const reply = await answerWithMistake(tenant);
  expect(reply).toMatchObject({ status: 200, type: "text/xml" });
  expect(reply.text).toContain("Sorry, we can't connect this call right now.");

  const problems = () => listProblems(tenant.admin.db, tenant.id);
  await expect.poll(problems).toHaveLength(1);
  expect(await page(tenant.admin, "/settings/problems")).toContain(
    "The TwiML could not be rendered: a mistake of ours",
  );
  const call = await onlyCall(tenant);
  expect(await page(tenant.rep, `/calls/${call.id}`)).toContain("connect this call right now");

  const member = memberOf(await identify(tenant.admin.db));
  const [problem] = await problems();
  if (!problem) throw new Error("no problem");
  const mend = await admin`select event_data from public.call_events where id = ${problem.id}`;
  await admin`update public.call_events set event_data = event_data - 'To'
    where id = ${problem.id}`;
  expect(await replayEvent(member, problem.id)).toContain("a mistake of ours");
  await admin`update public.call_events set event_data = ${admin.json(mend[0]?.event_data)}
    where id = ${problem.id}`;
  expect(await replayEvent(member, problem.id)).toBeNull();
  expect(await problems()).toEqual([]);
  const events = await listEvents(tenant.admin.db, tenant.id, call.id);
  expect(events.filter(({ event_type }) => event_type === "answer")).toHaveLength(1);
});

import { beforeEach, describe, expect, test } from "vitest";
import { identify, type Member } from "@/lib/auth/member";
import { dayOf } from "@/lib/core/time";
import { runCallAudit } from "@/lib/reconcile/run";
import { getReport } from "@/lib/reconcile/store";
import { sealAuthToken } from "@/lib/twilio/credentials";
import { everythingOf } from "@/tests/database/rls/tables";
import { sweep } from "@/tests/support/sweeps";
import { makeTenant, type Member as Person, type TestTenant } from "@/tests/support/tenant";
import {
  ask,
  callRow,
  customer,
  everyoneAnswers,
  onlyCall,
  place,
} from "@/tests/telephony/calls/walk";
import {
  compare,
  forgetCalls,
  talkInbound,
  tenantOfTenMinutesAgo,
} from "@/tests/telephony/reconcile/lost";
import { admin } from "@/tests/telephony/record/call-record";

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await tenantOfTenMinutesAgo();
});

async function memberOf(person: Person): Promise<Member> {
  const asked = await identify(person.db);
  if (asked.kind !== "member") throw new Error(`${person.name} is no member`);
  return asked.member;
}

/** Today's and yesterday's calls compared as this person, the report as its page reads it. */
async function audit(person = tenant.admin) {
  const member = await memberOf(person);
  const { time_zone } = member.tenant;
  const days = {
    from: dayOf(new Date(Date.now() - 86_400_000), time_zone),
    to: dayOf(new Date(), time_zone),
  };
  const id = await runCallAudit(member, days, new Date());
  const report = await getReport(member.db, member.tenant.id, id);
  if (!report) throw new Error("The report cannot be read");
  return report;
}

/** An outbound call of 25 seconds that everything is known of. */
async function settledCall(): Promise<string> {
  await everyoneAnswers(tenant);
  await tenant.carrier.scriptHandset(tenant.accountSid, customer, {
    behaviour: "answers",
    afterSeconds: 4,
    hangupAfterSeconds: 25,
  });
  const callId = await place(tenant);
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  await sweep(
    async () => await admin`update public.calls set next_check_at = now() where id = ${callId}`,
  );
  expect((await callRow(tenant, callId)).settled_at).not.toBeNull();
  return callId;
}

describe("an admin's comparison with Twilio", () => {
  test("says that all is equal when it is", async () => {
    await settledCall();
    await talkInbound(tenant, 42);
    await compare(tenant);
    const { counts, findings } = await audit();
    expect(findings).toEqual([]);
    expect(counts).toMatchObject({ calls: 2, legs: 4, imported: 0, findings: 0, not_ours: 0 });
  });

  test("adds and marks what is missing here", async () => {
    await talkInbound(tenant, 42);
    await forgetCalls(tenant);
    const { counts, findings } = await audit();
    const call = await onlyCall(tenant);
    expect(call.imported_at).not.toBeNull();
    expect(counts).toMatchObject({ imported: 1, left: 0 });
    expect(findings).toMatchObject([
      {
        kind: "missing_here",
        call_id: call.id,
        customer_number: customer,
        at_twilio: "completed",
        put_right: true,
      },
    ]);
    expect(call).toMatchObject({ outcome: "connected", duration_seconds: 38 });
  });

  test.each([
    ["status", "calls", "status = 'busy'", "call"],
    ["duration", "calls", "duration_seconds = 900", "call"],
    ["price", "calls", "price = 9.99", "call"],
    ["status", "call_legs", "status = 'busy'", "leg"],
    ["duration", "call_legs", "duration_seconds = 1", "leg"],
    ["price", "call_legs", "price = 9.99", "leg"],
  ])("finds a %s that someone has changed in %s", async (kind, table, change, of) => {
    const callId = await settledCall();
    const role = table === "call_legs" ? "and role = 'customer'" : "";
    const key = table === "calls" ? "id" : "call_id";
    await admin.unsafe(`update public.${table} set ${change} where ${key} = '${callId}' ${role}`);
    const { findings } = await audit();
    const found = findings.filter((one) => one.kind === kind);
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toMatchObject({ call_id: callId, put_right: false });
    expect(found.some(({ call_sid }) => (call_sid === null) === (of === "call"))).toBe(true);
  });

  test("finds a call here that Twilio does not know", async () => {
    await settledCall();
    await admin`update public.calls set created_at = now() - interval '1 hour' where tenant_id = ${tenant.id}`;
    await tenant.carrier.resetAccount(tenant.accountSid);
    const { findings } = await audit();
    expect(findings).toHaveLength(2);
    expect(findings).toMatchObject([
      { kind: "missing_there", here: "completed", at_twilio: "", put_right: false },
      { kind: "missing_there" },
    ]);
  });

  test("finds nothing in a call that goes on, or whose price Twilio has not set", async () => {
    await everyoneAnswers(tenant);
    await place(tenant);
    await tenant.carrier.advance(tenant.accountSid, 30);
    expect((await audit()).findings).toEqual([]);
    await tenant.carrier.handset(tenant.accountSid, customer).hangup();
    await tenant.carrier.advance(tenant.accountSid, 2);
    expect((await audit()).findings).toEqual([]);
  });

  test("counts calls on the account's other numbers, and leaves them out", async () => {
    await talkInbound(tenant, 20);
    await forgetCalls(tenant);
    await admin`update public.phone_numbers set number = '+12065550109' where id = ${tenant.numberId}`;
    const { counts, findings } = await audit();
    expect(findings).toEqual([]);
    expect(counts).toMatchObject({ not_ours: 1, imported: 0, calls: 0 });
  });

  test("leaves other tenants as they are, and is in the audit log", async () => {
    const other = await makeTenant();
    await talkInbound(tenant, 20);
    await forgetCalls(tenant);
    const before = await everythingOf(other.id);
    const report = await audit();
    expect(await everythingOf(other.id)).toEqual(before);
    const { data } = await tenant.admin.db
      .from("audit_log")
      .select("actor_id, subject, detail")
      .eq("action", "call_audit.asked");
    expect(data).toEqual([
      {
        actor_id: tenant.admin.userId,
        subject: report.id,
        detail: { from: report.from_day, to: report.to_day, findings: 1 },
      },
    ]);
  });

  test("says clearly that Twilio refuses the token, or does not answer", async () => {
    await tenant.carrier.fault(tenant.accountSid, { api: "down", match: { method: "GET" } });
    await expect(audit()).rejects.toThrow("Twilio isn't responding");
    await tenant.carrier.clearFaults(tenant.accountSid);
    const wrong = sealAuthToken("0".repeat(32), tenant.id);
    await admin`update public.twilio_accounts set auth_token_ciphertext = ${wrong} where tenant_id = ${tenant.id}`;
    await expect(audit()).rejects.toThrow("no longer accepts the saved Auth Token");
  });

  test("is for admins alone, its reports and their export too", async () => {
    for (const person of [tenant.manager, tenant.rep]) {
      await expect(audit(person)).rejects.toThrow("Connect Twilio");
    }
    const { id } = await audit();
    for (const person of [tenant.manager, tenant.rep]) {
      const { data } = await person.db.from("call_audit_reports").select("id");
      expect(data).toEqual([]);
      const exported = await ask(person, `/api/call-audit/${id}`, { method: "GET" });
      expect(exported.status).toBe(403);
    }
    const elsewhere = await makeTenant();
    const asked = await ask(elsewhere.admin, `/api/call-audit/${id}`, { method: "GET" });
    expect(asked.status).toBe(404);
  });

  test("is exported as CSV that no spreadsheet calculates, and the export is in the audit log", async () => {
    await tenant.carrier.handset(tenant.accountSid, customer).dial(tenant.number, {
      callerId: "=cmd()",
    });
    await tenant.carrier.runUntilIdle(tenant.accountSid);
    await forgetCalls(tenant);
    const { id } = await audit();
    const response = await ask(tenant.admin, `/api/call-audit/${id}`, { method: "GET" });
    expect(response.headers.get("content-type")).toContain("text/csv");
    const [head, line, ...rest] = (await response.text()).trim().split("\r\n");
    expect(head).toContain("At Twilio");
    expect(line).toContain(",Missing here,yes,inbound,'=cmd(),");
    expect(rest).toEqual([]);
    const { data } = await tenant.admin.db
      .from("audit_log")
      .select("subject")
      .eq("action", "call_audit.exported");
    expect(data).toEqual([{ subject: id }]);
  });
});

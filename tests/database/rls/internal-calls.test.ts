import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin, machine, newSid } from "@/tests/telephony/record/call-record";

let tenant: TestTenant;
const call = randomUUID();
const [callersLeg, calleesLeg] = [newSid("CA"), newSid("CA")];

/** The rep called the manager; both talked, and it was recorded. */
beforeAll(async () => {
  tenant = await makeTenant();
  const { id, rep, manager } = tenant;
  await admin`insert into public.calls (id, tenant_id, direction, from_number, to_number, user_id,
      callee_id, status, stage, outcome, duration_seconds, created_at, ended_at)
    values (${call}, ${id}, 'internal', '', '', ${rep.userId}, ${manager.userId}, 'completed',
      'ended', 'connected', 20, now(), now())`;
  await admin`insert into public.call_legs (tenant_id, call_sid, call_id, role, user_id,
      parent_call_sid, first_seen_at)
    values (${id}, ${callersLeg}, ${call}, 'rep', ${rep.userId}, null, now()),
      (${id}, ${calleesLeg}, ${call}, 'rep', ${manager.userId}, ${callersLeg}, now())`;
  await admin`insert into public.call_events (tenant_id, call_id, call_sid, event_type, event_data,
      dedupe_key, occurred_at)
    values (${id}, ${call}, ${callersLeg}, 'client', '{}', 'one', now()),
      (${id}, ${call}, ${calleesLeg}, 'status', '{}', 'two', now())`;
  await admin`insert into public.recordings (tenant_id, call_id, recording_sid, status, created_at)
    values (${id}, ${call}, ${newSid("RE")}, 'completed', now())`;
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

async function seenBy({ db }: Member) {
  const [calls, legs, events, recordings] = await Promise.all([
    db.from("calls").select("id"),
    db.from("call_legs").select("call_sid"),
    db.from("call_events").select("dedupe_key"),
    db.from("recordings").select("id"),
  ]);
  return {
    calls: calls.data?.length,
    legs: legs.data?.map(({ call_sid }) => call_sid).sort(),
    events: events.data?.map(({ dedupe_key }) => dedupe_key).sort(),
    recordings: recordings.data?.length,
  };
}

test("who is on an internal call sees it, but not the colleague's phone; other reps see nothing", async () => {
  expect(await seenBy(tenant.rep)).toEqual({
    ...{ calls: 1, legs: [callersLeg], events: ["one"], recordings: 1 },
  });
  expect(await seenBy(tenant.rep2)).toEqual({ calls: 0, legs: [], events: [], recordings: 0 });
});

test("a rep who is called sees as much as who calls", async () => {
  await admin`update public.calls set user_id = ${tenant.manager.userId},
    callee_id = ${tenant.rep2.userId} where id = ${call}`;
  await admin`update public.call_legs set user_id = ${tenant.rep2.userId}
    where call_sid = ${calleesLeg}`;
  expect(await seenBy(tenant.rep2)).toEqual({
    ...{ calls: 1, legs: [calleesLeg], events: ["two"], recordings: 1 },
  });
  expect(await seenBy(tenant.rep)).toEqual({ calls: 0, legs: [], events: [], recordings: 0 });
});

test("managers and admins see all of it, as of any call", async () => {
  const all = { calls: 1, legs: [callersLeg, calleesLeg].sort(), events: ["one", "two"] };
  expect(await seenBy(tenant.manager)).toEqual({ ...all, recordings: 1 });
  expect(await seenBy(tenant.admin)).toEqual({ ...all, recordings: 1 });
});

test("figures count it only where internal calls are asked for, and for those who see it", async () => {
  const count = async ({ db }: Member, way?: string) => {
    const since = { today: "-infinity", week: "-infinity", month: "-infinity" };
    const { data } = await db.rpc("call_figures", { ...since, way });
    return data?.[0]?.calls;
  };
  expect(await count(tenant.admin)).toBe(0);
  expect(await count(tenant.admin, "internal")).toBe(1);
  expect(await count(tenant.rep2, "internal")).toBe(1);
  expect(await count(tenant.rep, "internal")).toBe(0);
});

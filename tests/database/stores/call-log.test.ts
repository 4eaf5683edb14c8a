import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getCall, listEvents, listLegs } from "@/lib/call-log/call";
import { readCursor } from "@/lib/call-log/cursor";
import { countCallsOf } from "@/lib/call-log/figures";
import { listCalls } from "@/lib/call-log/list";
import { LogFilters } from "@/lib/call-log/schema";
import { stack } from "@/tests/support/stack";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";

const sql = postgres(stack.adminDatabaseUrl, { max: 1, onnotice: () => {} });
afterAll(() => sql.end());

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await makeTenant();
});

type Planted = {
  created_at: string;
  user_id?: string;
  outcome?: string;
  stage?: string;
  direction?: string;
  contact_id?: string;
  phone_number_id?: string;
};

/** A call as the machine would have left it. */
async function plant(call: Planted, where = tenant): Promise<string> {
  const id = randomUUID();
  await sql`insert into public.calls ${sql({
    id,
    tenant_id: where.id,
    direction: "outbound",
    from_number: where.number,
    to_number: "+12065550177",
    status: "completed",
    stage: "ended",
    outcome: "connected",
    user_id: where.rep.userId,
    ...call,
  })}`;
  return id;
}

async function idsOf(where: TestTenant, filters: Record<string, string>, zone = "UTC") {
  const page = await listCalls(where.rep.db, where.id, LogFilters.parse(filters), zone, {
    size: 100,
  });
  return page.rows.map(({ id }) => id);
}

test("paging shows every call once, also where microseconds or only ids differ", async () => {
  const own = await makeTenant({ withoutTwilio: true });
  const times = ["00.000001", "00.000002", "00.000002", "00.000002", "00.000003", "00.001"];
  const planted: string[] = [];
  for (const time of times) {
    planted.push(await plant({ created_at: `2026-11-02T10:00:${time}Z` }, own));
  }
  const seen: string[] = [];
  const moments: string[] = [];
  let before: ReturnType<typeof readCursor>;
  let next: string | undefined;
  do {
    const page = await listCalls(own.rep.db, own.id, {}, "UTC", { before, size: 2 });
    seen.push(...page.rows.map(({ id }) => id));
    moments.push(...page.rows.map(({ created_at }) => created_at));
    next = page.next;
    before = readCursor(next);
  } while (next);
  expect(seen.toSorted()).toEqual(planted.toSorted());
  expect(moments).toEqual(moments.toSorted().reverse());
});

test("the log narrows to the calls of one of the company's numbers", async () => {
  const own = await makeTenant({ withoutTwilio: true });
  const [first, second] = [randomUUID(), randomUUID()];
  const created_at = "2026-11-03T08:00:00Z";
  await plant({ created_at, phone_number_id: first }, own);
  const theirs = await plant({ created_at, phone_number_id: second }, own);
  await plant({ created_at }, own);
  expect(await idsOf(own, { number: second })).toEqual([theirs]);
});

test("filters narrow the log by direction, outcome, person and days of the tenant's calendar", async () => {
  const own = await makeTenant({ withoutTwilio: true });
  const late = await plant({ created_at: "2026-11-03T07:59:59Z", outcome: "busy" }, own);
  const next = await plant({ created_at: "2026-11-03T08:00:00Z", direction: "inbound" }, own);
  const theirs = await plant({ created_at: "2026-11-05T20:00:00Z", user_id: own.rep2.userId }, own);
  expect(await idsOf(own, { outcome: "busy" })).toEqual([late]);
  expect(await idsOf(own, { direction: "inbound" })).toEqual([next]);
  expect(await idsOf(own, { person: own.rep2.userId })).toEqual([theirs]);
  const pacific = "America/Los_Angeles";
  expect(await idsOf(own, { from: "2026-11-02", to: "2026-11-02" }, pacific)).toEqual([late]);
  expect(await idsOf(own, { from: "2026-11-03", to: "2026-11-04" }, pacific)).toEqual([next]);
  expect(await idsOf(own, { from: "not a day", outcome: "nonsense" })).toEqual([
    theirs,
    next,
    late,
  ]);
});

test("the log and its figures narrow to calls of blocked callers, and tell them from canceled", async () => {
  const own = await makeTenant({ withoutTwilio: true });
  const ended = { created_at: "2026-11-03T08:00:00Z", outcome: "canceled" };
  const [blocked, canceled] = [
    await plant({ ...ended, direction: "inbound" }, own),
    await plant(ended, own),
  ];
  const counted = async (filters: LogFilters) =>
    (await countCallsOf(own.rep.db, {}, "UTC", filters)).calls;
  for (const [filters, found] of [
    [{ outcome: "blocked" }, [blocked]],
    [{ outcome: "canceled" }, [canceled]],
    [{ outcome: "blocked", direction: "inbound" }, [blocked]],
    [{ outcome: "blocked", direction: "outbound" }, []],
  ] as const) {
    expect(await idsOf(own, filters)).toEqual(found);
    expect(await counted(filters)).toBe(found.length);
  }
});

test("the outermost days and moments an address may carry can be asked for", async () => {
  const own = await makeTenant({ withoutTwilio: true });
  const call = await plant({ created_at: "2026-11-03T08:00:00Z" }, own);
  const everyDay = { from: "1970-01-01", to: "2999-12-31" };
  for (const zone of ["Pacific/Kiritimati", "Pacific/Niue"]) {
    expect(await idsOf(own, everyDay, zone)).toEqual([call]);
    expect(await idsOf(own, { from: "0000-01-01", to: "9999-12-31" }, zone)).toEqual([call]);
  }
  for (const [moment, ids] of [
    ["1970-01-01T00:00:00Z", []],
    ["2999-12-31T23:59:59.999999Z", [call]],
  ]) {
    const before = readCursor(`${moment}~${call}`);
    expect(before).toBeDefined();
    const { rows } = await listCalls(own.rep.db, own.id, {}, "UTC", { before, size: 10 });
    expect(rows.map(({ id }) => id)).toEqual(ids);
  }
});

test("reps see every call, but legs, events and recordings of their own calls only", async () => {
  const call = await plant({ created_at: "2026-11-02T12:00:00Z", user_id: tenant.rep.userId });
  const sid = `CA${randomUUID().replaceAll("-", "")}`;
  const event = { tenant_id: tenant.id, call_id: call, event_type: "status", dedupe_key: call };
  const at = "2026-11-02T12:00:00Z";
  await sql`insert into public.call_legs ${sql({ tenant_id: tenant.id, call_id: call, call_sid: sid, role: "customer", first_seen_at: at })}`;
  await sql`insert into public.call_events ${sql({ ...event, event_data: "{}", occurred_at: at })}`;
  await sql`insert into public.recordings ${sql({ tenant_id: tenant.id, call_id: call, recording_sid: sid, status: "completed", created_at: at })}`;
  const seenBy = async ({ db }: Member) => ({
    recordings: (await getCall(db, tenant.id, call))?.recordings.length,
    legs: (await listLegs(db, tenant.id, call)).length,
    events: (await listEvents(db, tenant.id, call)).length,
  });
  expect(await seenBy(tenant.rep)).toEqual({ recordings: 1, legs: 1, events: 1 });
  expect(await seenBy(tenant.manager)).toEqual({ recordings: 1, legs: 1, events: 1 });
  expect(await seenBy(tenant.rep2)).toEqual({ recordings: 0, legs: 0, events: 0 });
});

test("another tenant's call does not exist", async () => {
  const other = await makeTenant({ withoutTwilio: true });
  const call = await plant({ created_at: "2026-11-02T12:00:00Z" }, other);
  expect(await getCall(tenant.admin.db, tenant.id, call)).toBeNull();
  expect(await getCall(tenant.admin.db, other.id, call)).toBeNull();
});

test("a contact's timeline holds its calls and no others", async () => {
  const insert = { tenant_id: tenant.id, name: "Timeline" };
  const { data } = await tenant.rep.db.from("contacts").insert(insert).select("id").single();
  const contact = data?.id ?? "";
  const older = await plant({ created_at: "2026-11-02T12:00:00Z", contact_id: contact });
  const newer = await plant({ created_at: "2026-11-02T13:00:00Z", contact_id: contact });
  await plant({ created_at: "2026-11-02T14:00:00Z" });
  const { rows } = await listCalls(tenant.rep.db, tenant.id, { contact }, "UTC", { size: 10 });
  expect(rows.map(({ id }) => id)).toEqual([newer, older]);
});

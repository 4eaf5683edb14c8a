import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { countCalls, countCallsByPerson, countCallsOf } from "@/lib/call-log/figures";
import { stack } from "@/tests/support/stack";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";

const sql = postgres(stack.adminDatabaseUrl, { max: 1, onnotice: () => {} });
afterAll(() => sql.end());

const timeZone = "America/Los_Angeles";
const now = new Date("2026-11-20T18:00:00Z");
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

type Planted = { created_at: string; user_id: string; outcome: string; duration_seconds: number };

async function plant(where: TestTenant, calls: Planted[]): Promise<void> {
  await sql`insert into public.calls ${sql(
    calls.map((call) => ({
      ...call,
      tenant_id: where.id,
      direction: "inbound",
      from_number: "+12065550177",
      to_number: where.number,
      status: "completed",
      stage: "ended",
      settled_at: call.created_at,
    })),
  )}`;
}

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await makeTenant({ withoutTwilio: true });
  const [rep, rep2] = [tenant.rep.userId, tenant.rep2.userId];
  const calls = [
    {
      created_at: "2026-11-20T17:00:00Z",
      user_id: rep,
      outcome: "connected",
      duration_seconds: 60,
    },
    // The first moment of the day in Los Angeles, and the moment before.
    { created_at: "2026-11-20T08:00:00Z", user_id: rep2, outcome: "missed", duration_seconds: 0 },
    { created_at: "2026-11-20T07:59:59Z", user_id: rep, outcome: "connected", duration_seconds: 5 },
    { created_at: "2026-11-14T08:00:00Z", user_id: rep, outcome: "busy", duration_seconds: 0 },
    { created_at: "2026-11-14T07:59:59Z", user_id: rep, outcome: "missed", duration_seconds: 0 },
    {
      created_at: "2026-10-22T07:00:00Z",
      user_id: rep2,
      outcome: "connected",
      duration_seconds: 7,
    },
    {
      created_at: "2026-10-22T06:59:59Z",
      user_id: rep2,
      outcome: "connected",
      duration_seconds: 9,
    },
  ];
  await plant(tenant, calls);
});

test("figures count a tenant's calls of today, of seven days and of thirty, by its own calendar", async () => {
  expect(await countCalls(tenant.manager.db, { tenantId: tenant.id, timeZone, now })).toEqual([
    { period: "today", calls: 2, connected: 1, missed: 1, talk_seconds: 60 },
    { period: "week", calls: 4, connected: 2, missed: 1, talk_seconds: 65 },
    { period: "month", calls: 6, connected: 3, missed: 2, talk_seconds: 72 },
  ]);
});

test("figures of one person count nobody else's calls", async () => {
  expect(
    await countCalls(
      tenant.rep2.db,
      { tenantId: tenant.id, timeZone, now },
      { person: tenant.rep2.userId },
    ),
  ).toEqual([
    { period: "today", calls: 1, connected: 0, missed: 1, talk_seconds: 0 },
    { period: "week", calls: 1, connected: 0, missed: 1, talk_seconds: 0 },
    { period: "month", calls: 2, connected: 1, missed: 1, talk_seconds: 7 },
  ]);
});

test("figures of another tenant stay out", async () => {
  const other = await makeTenant({ withoutTwilio: true });
  const figures = await countCalls(other.manager.db, { tenantId: other.id, timeZone, now });
  expect(figures.map(({ calls }) => calls)).toEqual([0, 0, 0]);
});

test("a call of today counts at once, one of the days before within a minute", async () => {
  const own = await makeTenant({ withoutTwilio: true });
  const callsAt = async (seconds: number) => {
    const at = { tenantId: own.id, timeZone, now: later(seconds) };
    return (await countCalls(own.manager.db, at)).map(({ calls }) => calls);
  };
  const call = { user_id: own.rep.userId, outcome: "connected", duration_seconds: 1 };
  await plant(own, [{ ...call, created_at: "2026-11-15T18:00:00Z" }]);
  expect(await callsAt(0)).toEqual([0, 1, 1]);
  await plant(own, [
    { ...call, created_at: "2026-11-20T17:30:00Z" },
    { ...call, created_at: "2026-11-14T18:00:00Z" },
  ]);
  expect(await callsAt(1)).toEqual([1, 2, 2]);
  expect(await callsAt(61)).toEqual([1, 3, 3]);
});

test("figures of some days, and of one outcome or direction, count those calls alone", async () => {
  const { db } = tenant.manager;
  const days = { from: "2026-11-14", to: "2026-11-19" };
  const none = { calls: 0, connected: 0, missed: 0, talk_seconds: 0 };
  expect(await countCallsOf(db, days, timeZone, {})).toMatchObject({ calls: 2, connected: 1 });
  expect(await countCallsOf(db, days, timeZone, { outcome: "busy" })).toMatchObject({
    ...none,
    calls: 1,
  });
  expect(await countCallsOf(db, days, timeZone, { direction: "outbound" })).toMatchObject(none);
  expect(await countCallsOf(db, {}, timeZone, { direction: "inbound" })).toMatchObject({
    calls: 7,
  });
});

test("a manager counts by person; a rep is given nothing", async () => {
  const filters = { from: "2026-11-14", to: "2026-11-20" };
  const found = await countCallsByPerson(tenant.manager.db, filters, { now, timeZone });
  expect(new Map(found.map(({ user_id, ...counts }) => [user_id, counts]))).toEqual(
    new Map([
      [tenant.rep.userId, { calls: 3, connected: 2, missed: 0, talk_seconds: 65 }],
      [tenant.rep2.userId, { calls: 1, connected: 0, missed: 1, talk_seconds: 0 }],
    ]),
  );
  expect(await countCallsByPerson(tenant.rep.db, filters, { now, timeZone })).toEqual([]);
});

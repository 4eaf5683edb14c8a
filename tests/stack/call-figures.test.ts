import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { countCalls } from "@/lib/calls/figures";
import { stack } from "@/tests/support/stack";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";

const sql = postgres(stack.adminDatabaseUrl, { max: 1, onnotice: () => {} });
afterAll(() => sql.end());

const at = { now: new Date("2026-11-20T18:00:00Z"), timeZone: "America/Los_Angeles" };

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
  await sql`insert into public.calls ${sql(
    calls.map((call) => ({
      ...call,
      tenant_id: tenant.id,
      direction: "inbound",
      from_number: "+12065550177",
      to_number: tenant.number,
      status: "completed",
      stage: "ended",
      settled_at: call.created_at,
    })),
  )}`;
});

test("figures count a tenant's calls of today, of seven days and of thirty, by its own calendar", async () => {
  expect(await countCalls(tenant.manager.db, at)).toEqual([
    { period: "today", calls: 2, connected: 1, missed: 1, talk_seconds: 60 },
    { period: "week", calls: 4, connected: 2, missed: 1, talk_seconds: 65 },
    { period: "month", calls: 6, connected: 3, missed: 2, talk_seconds: 72 },
  ]);
});

test("figures of one person count nobody else's calls", async () => {
  expect(await countCalls(tenant.rep2.db, at, tenant.rep2.userId)).toEqual([
    { period: "today", calls: 1, connected: 0, missed: 1, talk_seconds: 0 },
    { period: "week", calls: 1, connected: 0, missed: 1, talk_seconds: 0 },
    { period: "month", calls: 2, connected: 1, missed: 1, talk_seconds: 7 },
  ]);
});

test("figures of another tenant stay out", async () => {
  const other = await makeTenant({ withoutTwilio: true });
  const figures = await countCalls(other.manager.db, at);
  expect(figures.map(({ calls }) => calls)).toEqual([0, 0, 0]);
});

import type { BenchPerson } from "@/bench/data/cast";
import type { Row } from "@/bench/figure";
import { askInside, type Statement } from "@/bench/reads/ask";
import type { Database, Databases } from "@/bench/reads/databases";
import { describePlan, milliseconds } from "@/bench/reads/lists";
import { addDays, dayOf, dayStart } from "@/lib/core/time";

const maxMs = 200;
const timeZone = "America/New_York";

/**
 * As the app asks on the day of the tenant's newest call: a manager for everyone, a rep for
 * themself.
 */
async function statementFor(
  { sql }: Database,
  tenantId: string,
  person: BenchPerson,
): Promise<Statement> {
  const [newest] = await sql<{ at: Date }[]>`
    select created_at as at from public.calls where tenant_id = ${tenantId} order by created_at desc
      limit 1`;
  if (!newest) throw new Error("the largest tenant has no calls");
  const today = dayOf(newest.at, timeZone);
  const begins = [today, addDays(today, -6), addDays(today, -29)].map((day) =>
    dayStart(day, timeZone),
  );
  return person.role === "rep"
    ? {
        text: "select * from public.call_figures($1, $2, $3, $4)",
        values: [...begins, person.userId],
      }
    : { text: "select * from public.call_figures($1, $2, $3)", values: begins };
}

/**
 * The dashboard's figures at the largest tenant; says so and gives nothing where the function is
 * not there.
 */
export async function dashboardRows(
  { large }: Databases,
  tenantId: string,
  person: BenchPerson,
  log: (line: string) => void,
): Promise<Row[]> {
  const [found] = await large.sql`
    select from pg_proc where pronamespace = 'public'::regnamespace and proname = 'call_figures'`;
  if (!found) {
    log("dashboard figures: public.call_figures is missing, skipped");
    return [];
  }
  const statement = await statementFor(large, tenantId, person);
  const plan = await askInside(large, { person, as: "person" }, statement);
  return [
    {
      figure: `dashboard figures, ${person.role}`,
      value: `${milliseconds(plan.executed)}, ${describePlan(plan)}`,
      floor: "",
      ratio: "",
      goal: `≤ ${maxMs} ms`,
      met: plan.executed <= maxMs,
    },
  ];
}

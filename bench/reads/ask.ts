import type { JSONValue, TransactionSql } from "postgres";
import type { BenchPerson } from "@/bench/data/cast";
import { median } from "@/bench/ratio";
import type { Database } from "@/bench/reads/databases";
import { type Plan, readNotices, readPlan } from "@/bench/reads/plan";

/** A statement with its values as `$1`, `$2`, … */
export type Statement = { text: string; values: (string | number | null)[] };

/**
 * Who asks: a signed-in person, as the API sets it, or the tables' owner in their place, whom no
 * policy concerns.
 */
export type Asker = { person: BenchPerson; as: "person" | "owner" };

/** More than once where that takes no time. */
const executions = 7;
const slowMs = 50;

async function become(sql: TransactionSql, { person, as }: Asker): Promise<void> {
  const claims = JSON.stringify({ sub: person.userId, role: "authenticated" });
  await sql`
    select set_config('role', ${as === "owner" ? "postgres" : "authenticated"}, true),
      set_config('request.jwt.claim.sub', ${person.userId}, true),
      set_config('request.jwt.claim.role', 'authenticated', true),
      set_config('request.jwt.claims', ${claims}, true)`;
}

async function explain(sql: TransactionSql, { text, values }: Statement): Promise<Plan> {
  const [row] = await sql.unsafe<{ "QUERY PLAN": JSONValue }[]>(
    `explain (analyze, buffers, timing off, serialize text, format json) ${text}`,
    values,
  );
  return readPlan(row?.["QUERY PLAN"]);
}

/** The plan of a warm execution, with the median of several executions' times. */
export async function ask({ sql }: Database, asker: Asker, statement: Statement): Promise<Plan> {
  return sql.begin(async (transaction) => {
    await become(transaction, asker);
    await explain(transaction, statement);
    const plans = [await explain(transaction, statement)];
    const times = (plans[0]?.executed ?? 0) > slowMs ? 1 : executions;
    while (plans.length < times) plans.push(await explain(transaction, statement));
    const [first] = plans;
    if (!first) throw new Error("nothing was executed");
    return {
      ...first,
      executed: median(plans.map(({ executed }) => executed)),
      planned: median(plans.map(({ planned }) => planned)),
    };
  });
}

/**
 * As `ask`, for a statement that only calls a function: how the rows were found is what its own
 * statements did.
 */
export async function askInside(
  database: Database,
  asker: Asker,
  statement: Statement,
): Promise<Plan> {
  const plan = await ask(database, asker, statement);
  database.notices.length = 0;
  await database.sql.begin(async (transaction) => {
    await transaction`load 'auto_explain'`;
    await transaction`
      select set_config('client_min_messages', 'notice', true), set_config('auto_explain.log_level', 'notice', true),
        set_config('auto_explain.log_nested_statements', 'on', true), set_config('auto_explain.log_analyze', 'on', true),
        set_config('auto_explain.log_buffers', 'on', true), set_config('auto_explain.log_format', 'json', true),
        set_config('auto_explain.log_min_duration', '0', true)`;
    await become(transaction, asker);
    await transaction.unsafe(statement.text, statement.values);
  });
  return { ...plan, ...readNotices(database.notices) };
}

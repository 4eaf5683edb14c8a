import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Sql } from "postgres";
import type { Figure, Row } from "@/bench/figure";
import { connect } from "@/local/postgres/database";
import { startScratchDatabase } from "@/local/postgres/scratch";

const tabs = 1_000;
/** Between checks of a visible tab: 30 to 58 s (components/live/live-updates.tsx). */
const meanPauseSeconds = 44;
const maxPercent = 10;
const questions = 3_000;
const otherTopics = 200;

/**
 * Seconds of processor time that a process has used.
 * https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function plantPerson(sql: Sql): Promise<string> {
  const [rep, email] = [randomUUID(), "rep@bench.test"];
  await sql`insert into auth.users (id, email) values (${rep}, ${email})`;
  await sql`with tenant as (insert into public.tenants (name) values ('Bench') returning id)
    insert into public.profiles (tenant_id, user_id, role, name, email)
    select id, ${rep}, 'rep', 'Rep', ${email} from tenant`;
  return rep;
}

/** Two minutes of broadcasts, a part of them on the person's own topic. */
async function plantBroadcasts(sql: Sql, perSecond: number): Promise<void> {
  await sql`delete from realtime.messages`;
  await sql`insert into realtime.messages (topic, extension, event, payload, private, inserted_at)
    select case when n % ${otherTopics} > 0 then 'tenant:' || n % ${otherTopics}
        else (select 'tenant:' || id || ':1' from public.tenants) end,
      'broadcast', 'calls', jsonb_build_object('id', gen_random_uuid(), 'version', n), true,
      (now() at time zone 'UTC') - make_interval(secs => n / ${perSecond}::float)
    from generate_series(1, ${120 * perSecond}) n`;
  await sql`vacuum analyze realtime.messages`;
}

/**
 * Milliseconds of a processor that the database takes for a tab's question, asked as PostgREST asks
 * it, while all tenants together broadcast `perSecond`.
 */
export async function costOf(
  question: string,
  perSecond: number,
  migrations?: string,
): Promise<number> {
  const database = await startScratchDatabase(migrations);
  const sql = connect(database.urls.admin, 1);
  try {
    const claims = JSON.stringify({ sub: await plantPerson(sql), role: "authenticated" });
    await plantBroadcasts(sql, perSecond);
    const [backend] = await sql<{ pid: number }[]>`select pg_backend_pid() pid`;
    const ask = (count: number) =>
      Array.from({ length: count }).reduce<Promise<unknown>>(
        (before) =>
          before.then(() =>
            sql.begin(async (transaction) => {
              await transaction`select set_config('role', 'authenticated', true),
                set_config('request.jwt.claims', ${claims}, true)`;
              await transaction.unsafe(question, [], { prepare: true });
            }),
          ),
        Promise.resolve(),
      );
    await ask(100);
    const from = cpuSeconds(backend?.pid ?? 0);
    await ask(questions);
    return ((cpuSeconds(backend?.pid ?? 0) - from) * 1000) / questions;
  } finally {
    await sql.end();
    await database.stop();
  }
}

const question = `select * from public.check_broadcasts(
  ((extract(epoch from now()) - ${meanPauseSeconds + 2}) * 1000000)::bigint)`;

async function measure(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const perSecond of [10, 100]) {
    const ms = await costOf(question, perSecond);
    const asked = tabs / meanPauseSeconds;
    const percent = (ms * asked) / 10;
    rows.push({
      figure: `live: ${tabs} visible tabs check, while ${perSecond} broadcasts a second are sent`,
      value: [
        `${asked.toFixed(0)} questions a second`,
        `${ms.toFixed(2)} ms of the database each`,
        `${percent.toFixed(1)} % of a processor`,
      ].join(", "),
      floor: "",
      ratio: "",
      goal: `≤ ${maxPercent} % of a processor`,
      met: percent <= maxPercent,
    });
  }
  return rows;
}

export const liveTabs: Figure = { name: "live-tabs", run: measure };

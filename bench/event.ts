import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Sql } from "postgres";
import { withTenant } from "@/bench/during";
import { functionScript, joinedScript, rawScript, variables } from "@/bench/event-scripts";
import type { Bench, Figure, Row } from "@/bench/figure";
import { alternately } from "@/bench/ratio";
import { runProgram } from "@/local/processes/run-program";

const clients = 8;
const seconds = 6;
const rounds = 3;

/** Debian keeps it beside the server it came with. */
function findPgbench(): string | null {
  const found = process.env.PATH?.split(":").map((folder) => join(folder, "pgbench")) ?? [];
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort().reverse() : [];
  const all = [...found, ...versions.map((version) => join(debian, version, "bin", "pgbench"))];
  return all.find((path) => existsSync(path)) ?? null;
}

/** Tables as the real ones with their indexes, without their triggers and foreign keys. */
async function layRawTables(sql: Sql): Promise<void> {
  await sql.unsafe(`
    drop table if exists bench.calls, bench.call_events;
    create table bench.calls (like public.calls including all);
    create table bench.call_events (like public.call_events including all);`);
}

async function setBroadcasts(sql: Sql, to: "enable" | "disable"): Promise<void> {
  for (const trigger of ["broadcast_new_call", "broadcast_changed_call"])
    await sql.unsafe(`alter table public.calls ${to} trigger ${trigger}`);
}

async function measure(bench: Bench): Promise<Row[]> {
  const pgbench = findPgbench();
  if (!pgbench) {
    const why = "pgbench is not on this machine (Debian: postgresql-contrib or postgresql-15)";
    return [{ figure: "event function", value: why, floor: "", ratio: "", goal: "", met: null }];
  }
  const stack = await bench.stack();
  return withTenant(stack, async (tenant, sql) => {
    await layRawTables(sql);
    let run = 0;
    /** Milliseconds a transaction takes of one client's time. */
    const time = async (script: string): Promise<number> => {
      run += 1;
      const file = join(stack.logFolder, "event.pgbench");
      writeFileSync(file, script);
      const { code, stdout, stderr } = await runProgram(pgbench, [
        "--no-vacuum",
        "--protocol=prepared",
        `--client=${clients}`,
        `--time=${seconds}`,
        "--define=n=-1",
        `--define=run=${run}`,
        ...Object.entries(variables(tenant)).map(([name, value]) => `--define=${name}=${value}`),
        `--file=${file}`,
        stack.adminDatabaseUrl,
      ]);
      const tps = Number(/^tps = ([\d.]+)/m.exec(stdout)?.[1]);
      if (code !== 0 || !(tps > 0)) throw new Error(`pgbench: ${stderr.slice(0, 500)}`);
      return (clients * 1000) / tps;
    };
    const raw = () => time(rawScript(tenant));
    const joined = () => time(joinedScript(tenant));
    const whole = () => time(functionScript(tenant));
    await raw();
    await whole();
    await setBroadcasts(sql, "disable");
    const silent = await alternately(rounds, whole, raw).finally(() =>
      setBroadcasts(sql, "enable"),
    );
    const loud = await alternately(rounds, whole, raw);
    const whatTripsCost = await alternately(rounds, joined, raw);
    const [kept] = await sql<{ problems: number; calls: number; events: number }[]>`
      select count(*) filter (where problem is not null)::int as problems,
        count(distinct call_id)::int as calls, count(*)::int as events
      from public.call_events where tenant_id = ${tenant.id}`;
    if (!kept?.events || kept.problems > 0) throw new Error(`events: ${JSON.stringify(kept)}`);
    const row = (what: string, { thing, floor, ratio }: typeof loud, goal: number): Row => ({
      figure: `event function ${what}, ${clients} clients`,
      value: `${thing.toFixed(2)} ms`,
      floor: `${floor.toFixed(2)} ms`,
      ratio: ratio.toFixed(2),
      goal: `≤ ${goal} × two raw statements`,
      met: ratio <= goal,
    });
    return [
      row("without the broadcast", silent, 1.5),
      row("with leg and broadcast", loud, 2),
      {
        figure: "event function: the two raw statements as one, without their round trips",
        value: `${whatTripsCost.thing.toFixed(2)} ms`,
        floor: `${whatTripsCost.floor.toFixed(2)} ms`,
        ratio: whatTripsCost.ratio.toFixed(2),
        goal: "",
        met: null,
      },
    ];
  });
}

export const event: Figure = { name: "event", run: measure };

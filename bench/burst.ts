import type { Sql } from "postgres";
import { withTenant } from "@/bench/during";
import type { Bench, Figure, Row } from "@/bench/figure";
import type { Driven } from "@/bench/load/drive";
import { runLoad, throughput } from "@/bench/load/run";
import { alternately } from "@/bench/ratio";
import { statusRequests } from "@/bench/webhooks";

const count = 10_000;
const repeated = 0.3;
const connections = 64;
const rounds = 3;

const bad = ({ statuses }: Driven) =>
  Object.entries(statuses)
    .filter(([status]) => !status.startsWith("2"))
    .reduce((sum, [, times]) => sum + times, 0);

async function countOf(sql: Sql, tenantId: string) {
  const [row] = await sql<{ calls: number; events: number }[]>`
    select (select count(*) from public.calls where tenant_id = ${tenantId}
      and status <> 'ringing')::int as calls,
           (select count(*) from public.call_events where tenant_id = ${tenantId})::int as events`;
  return row ?? { calls: 0, events: 0 };
}

async function measure(bench: Bench): Promise<Row[]> {
  const stack = await bench.stack();
  const ports = [Number(new URL(stack.urls.app).port)];
  return withTenant(stack, async (tenant, sql) => {
    let lost = 0;
    let refused = 0;
    const posts = (url?: string) =>
      statusRequests(stack.urls.app, tenant, { count, repeated, url });
    const load = (requests: Buffer[]) => runLoad({ ports, requests, connections });
    await load(posts().requests.slice(0, 1_000));
    const rate = await alternately(
      rounds,
      async () => {
        const { requests, distinct } = posts();
        const before = await countOf(sql, tenant.id);
        const driven = await load(requests);
        const after = await countOf(sql, tenant.id);
        refused += bad(driven);
        lost += 2 * distinct - (after.calls - before.calls) - (after.events - before.events);
        return throughput(driven);
      },
      async () => throughput(await load(posts(stack.floors.handler).requests)),
    );
    return [
      {
        figure: `burst: ${count} status posts, ${repeated * 100} % repeated, ${connections} connections`,
        value: `${Math.round(rate.thing)}/s`,
        floor: `${Math.round(rate.floor)}/s`,
        ratio: rate.ratio.toFixed(2),
        goal: "≥ 0.7 of the floor's throughput",
        met: rate.ratio >= 0.7,
      },
      {
        figure: "burst: calls and events lost, answers other than 2xx",
        value: `${lost}, ${refused}`,
        floor: "",
        ratio: "",
        goal: "none",
        met: lost === 0 && refused === 0,
      },
    ];
  });
}

export const burst: Figure = { name: "burst", run: measure };

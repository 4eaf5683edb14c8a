import type { Sql } from "postgres";
import { withTenant } from "@/bench/during";
import type { Bench, Figure, Row } from "@/bench/figure";
import { requireSuccess, runLoad, throughput } from "@/bench/load/run";
import { alternately } from "@/bench/ratio";
import { statusRequests } from "@/bench/webhooks";

const count = 4_000;
const repeated = 0.3;
const connections = 32;
const rounds = 3;

/** What a tenant's calls and their events say, without what differs from one run to the next. */
async function recordOf(sql: Sql, tenantId: string): Promise<string> {
  const [row] = await sql<{ record: string }[]>`
    select jsonb_build_object(
      'calls', (select jsonb_agg(to_jsonb(kind) order by kind::text) from (
        select status, outcome, stage, direction, count(*) as calls from public.calls
          where tenant_id = ${tenantId} group by 1, 2, 3, 4) as kind),
      'legs', (select count(*) from public.call_legs where tenant_id = ${tenantId}),
      'events', (select count(*) from public.call_events where tenant_id = ${tenantId}),
      'problems', (select count(*) from public.call_events where tenant_id = ${tenantId} and problem is not null))::text as record`;
  return row?.record ?? "";
}

async function measure(bench: Bench): Promise<Row[]> {
  const stack = await bench.stack();
  const one = [Number(new URL(stack.urls.app).port)];
  const copy = await stack.startCopy();
  const two = [...one, copy.port];
  const records = new Set<string>();
  /** The same posts in kind to a tenant of its own: the record of each run can be compared. */
  const run = (ports: number[]) =>
    withTenant(stack, async (tenant, sql) => {
      const { requests } = statusRequests(stack.urls.app, tenant, { count, repeated });
      const driven = await runLoad({ ports, requests, connections });
      requireSuccess(driven);
      records.add(await recordOf(sql, tenant.id));
      return throughput(driven);
    });
  try {
    await run(two);
    const rate = await alternately(
      rounds,
      () => run(two),
      () => run(one),
    );
    return [
      {
        figure: "two copies of the app, same load, same cores",
        value: `${Math.round(rate.thing)}/s`,
        floor: `${Math.round(rate.floor)}/s of one copy`,
        ratio: rate.ratio.toFixed(2),
        goal: "≥ 0.9 of one copy's throughput",
        met: rate.ratio >= 0.9,
      },
      {
        figure: "two copies of the app: their record against one copy's",
        value: records.size === 1 ? "the same rows" : `${records.size} different records`,
        floor: "",
        ratio: "",
        goal: "the same",
        met: records.size === 1,
      },
    ];
  } finally {
    await copy.stop();
  }
}

export const copies: Figure = { name: "copies", run: measure };

import { withTenant } from "@/bench/during";
import type { Bench, Figure, Row } from "@/bench/figure";
import { requireSuccess, runLoad, throughput } from "@/bench/load/run";
import { alternately } from "@/bench/ratio";
import { followRoute, people } from "@/bench/typical-route";
import { answerRequests, floorRequests } from "@/bench/webhooks";

const inFlight = 16;
const rounds = 3;
const requests = 2_000;
/** How often whoever rings is let go, so that calls go on finding somebody to claim. */
const freeEveryMs = 20;

async function measure(bench: Bench): Promise<Row[]> {
  const stack = await bench.stack();
  const port = Number(new URL(stack.urls.app).port);
  return withTenant(stack, async (tenant, sql) => {
    await followRoute(sql, tenant);
    const run = async (posts: Buffer[]) => {
      const driven = await runLoad({ ports: [port], requests: posts, connections: inFlight });
      requireSuccess(driven);
      return throughput(driven);
    };
    const answers = async (count: number) => {
      const letGo = setInterval(
        // Waits for nobody: two that lock the same people in different orders would for each other.
        () =>
          void sql`delete from private.ring_claims where (tenant_id, user_id) in (
            select tenant_id, user_id from private.ring_claims where tenant_id = ${tenant.id}
            for update skip locked)`.execute(),
        freeEveryMs,
      );
      try {
        return await run(answerRequests(stack.urls.app, tenant, count));
      } finally {
        clearInterval(letGo);
      }
    };
    const floors = (count: number) => run(floorRequests(stack.floors.handler, tenant, count));
    const raws = (count: number) => run(floorRequests(stack.floors.rows, tenant, count));
    await answers(1_000);
    await floors(1_000);
    await raws(1_000);
    const rate = await alternately(
      rounds,
      () => answers(requests),
      () => floors(requests),
    );
    const raw = await alternately(
      rounds,
      () => answers(requests),
      () => raws(requests),
    );
    const [rung] = await sql<{ share: number }[]>`
      select avg((answered_from #>> '{routing,people}' like '%"free"%')::integer) as share
      from public.call_events where tenant_id = ${tenant.id} and event_type = 'answer'`;
    bench.log(`answer by a route: ${Number(rung?.share).toFixed(2)} of the calls rang somebody`);
    return [
      {
        figure: `answer by a route (hours, ${people} people), closed loop, ${inFlight} in flight`,
        value: `${Math.round(rate.thing)}/s`,
        floor: `${Math.round(rate.floor)}/s`,
        ratio: rate.ratio.toFixed(2),
        goal: "≥ 0.75 of the floor's throughput",
        met: rate.ratio >= 0.75,
      },
      {
        figure: "answer by a route: beside a handler that writes the same rows",
        value: `${Math.round(raw.thing)}/s`,
        floor: `${Math.round(raw.floor)}/s`,
        ratio: raw.ratio.toFixed(2),
        goal: "",
        met: null,
      },
    ];
  });
}

/** A caller's first answer where the number follows a typical route. */
export const answerRoute: Figure = { name: "answer-route", run: measure };

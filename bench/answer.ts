import { withTenant } from "@/bench/during";
import type { Bench, Figure, Row } from "@/bench/figure";
import { requireSuccess, runLoad, throughput } from "@/bench/load/run";
import { alternately, median, percentile } from "@/bench/ratio";
import { answerRequests, floorRequests } from "@/bench/webhooks";

const inFlight = 16;
const rounds = 3;
const closedRequests = 4_000;
const perSecond = 300;
/** Three rounds make the minute. */
const openSeconds = 20;

async function measure(bench: Bench): Promise<Row[]> {
  const stack = await bench.stack();
  const port = Number(new URL(stack.urls.app).port);
  return withTenant(stack, async (tenant) => {
    const answers = (count: number) => answerRequests(stack.urls.app, tenant, count);
    const floors = (count: number) => floorRequests(stack.floors.handler, tenant, count);
    const run = async (requests: Buffer[], load: { connections: number; perSecond?: number }) => {
      const driven = await runLoad({ ports: [port], requests, ...load });
      requireSuccess(driven);
      return driven;
    };
    const closed = { connections: inFlight };
    await run(answers(2_000), closed);
    await run(floors(2_000), closed);

    const rate = await alternately(
      rounds,
      async () => throughput(await run(answers(closedRequests), closed)),
      async () => throughput(await run(floors(closedRequests), closed)),
    );
    bench.log(`answer: ${Math.round(rate.thing)}/s, floor ${Math.round(rate.floor)}/s`);

    const open = { connections: 256, perSecond };
    const count = perSecond * openSeconds;
    const latencies = { thing: [] as number[][], floor: [] as number[][] };
    await alternately(
      rounds,
      async () => latencies.thing.push((await run(answers(count), open)).latencies),
      async () => latencies.floor.push((await run(floors(count), open)).latencies),
    );
    const at = (share: number, goal: number): Row => {
      const thing = median(latencies.thing.map((one) => percentile(one, share)));
      const floor = median(latencies.floor.map((one) => percentile(one, share)));
      const ratio = median(
        latencies.thing.map((one, index) => {
          const other = latencies.floor[index] ?? [];
          return percentile(one, share) / percentile(other, share);
        }),
      );
      return {
        figure: `answer, open loop at ${perSecond}/s, p${share * 100}`,
        value: `${thing.toFixed(1)} ms`,
        floor: `${floor.toFixed(1)} ms`,
        ratio: ratio.toFixed(2),
        goal: `≤ ${goal} × the floor`,
        met: ratio <= goal,
      };
    };
    return [
      {
        figure: `answer, closed loop, ${inFlight} in flight`,
        value: `${Math.round(rate.thing)}/s`,
        floor: `${Math.round(rate.floor)}/s`,
        ratio: rate.ratio.toFixed(2),
        goal: "≥ 0.8 of the floor's throughput",
        met: rate.ratio >= 0.8,
      },
      at(0.5, 1.3),
      at(0.99, 1.5),
    ];
  });
}

export const answer: Figure = { name: "answer", run: measure };

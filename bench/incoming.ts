import { withTenant } from "@/bench/during";
import type { Bench, Figure, Row } from "@/bench/figure";
import { requireSuccess, runLoad, throughput } from "@/bench/load/run";
import { alternately } from "@/bench/ratio";
import { forgetTexts } from "@/bench/texts/lay";
import { incomingRequests } from "@/bench/webhooks";

const inFlight = 16;
const rounds = 3;
const requestsARound = 4_000;
const minRatio = 0.75;

/**
 * Texts of 1,000 customers, as the webhook takes them, beside a handler with one insert, and beside
 * one that writes the same rows.
 */
async function measure(bench: Bench): Promise<Row[]> {
  const stack = await bench.stack();
  const port = Number(new URL(stack.urls.app).port);
  const app = `${stack.urls.app}/api/twilio/messages/incoming`;
  return withTenant(stack, async (tenant, sql) => {
    const run = async (url: string, count: number) => {
      const requests = incomingRequests(url, tenant, count);
      const driven = await runLoad({ ports: [port], requests, connections: inFlight });
      requireSuccess(driven);
      return throughput(driven);
    };
    try {
      await run(app, 2_000);
      await run(stack.floors.handler, 2_000);
      await run(stack.floors.rows, 2_000);
      const rate = await alternately(
        rounds,
        () => run(app, requestsARound),
        () => run(stack.floors.handler, requestsARound),
      );
      const raw = await alternately(
        rounds,
        () => run(app, requestsARound),
        () => run(stack.floors.rows, requestsARound),
      );
      const [kept] = await sql<{ lost: number }[]>`
        select ${2_000 + 2 * rounds * requestsARound}::integer - count(*)::integer as lost
        from public.messages where tenant_id = ${tenant.id}`;
      if (kept?.lost !== 0) throw new Error(`${kept?.lost} texts are not stored`);
      return [
        {
          figure: `text that comes in, closed loop, ${inFlight} in flight`,
          value: `${Math.round(rate.thing)}/s`,
          floor: `${Math.round(rate.floor)}/s`,
          ratio: rate.ratio.toFixed(2),
          goal: `≥ ${minRatio} of the floor's throughput`,
          met: rate.ratio >= minRatio,
        },
        {
          figure: "text that comes in: beside a handler that writes the same rows",
          value: `${Math.round(raw.thing)}/s`,
          floor: `${Math.round(raw.floor)}/s`,
          ratio: raw.ratio.toFixed(2),
          goal: "",
          met: null,
        },
      ];
    } finally {
      await forgetTexts(sql, tenant);
    }
  });
}

export const incoming: Figure = { name: "incoming", run: measure };

import { withTenant } from "@/bench/during";
import type { Bench, Figure, Row } from "@/bench/figure";
import { requireSuccess, runLoad } from "@/bench/load/run";
import { countRoundTrips } from "@/bench/round-trips";
import type { BenchTenant } from "@/bench/tenant";
import { followRoute } from "@/bench/typical-route";
import { answerRequests } from "@/bench/webhooks";
import { runProgram } from "@/local/processes/run-program";

const calls = 50;

/** Milliseconds until a new Node process has loaded these, the median of some. */
async function loadTime(modules: string[]): Promise<number> {
  const code = `const from = performance.now(); ${modules.map((name) => `require("${name}");`).join("")} console.log(performance.now() - from)`;
  const times: number[] = [];
  for (let run = 0; run < 5; run += 1)
    times.push(Number((await runProgram(process.execPath, ["-e", code])).stdout));
  return times.sort((a, b) => a - b)[2] ?? Number.NaN;
}

async function measure(bench: Bench): Promise<Row[]> {
  const stack = await bench.stack();
  const door = await countRoundTrips(stack.machineUrl);
  const copy = await stack.startCopy({ DATABASE_URL: door.url });
  const send = async (tenant: BenchTenant, count: number) => {
    const requests = answerRequests(stack.urls.app, tenant, count);
    requireSuccess(await runLoad({ ports: [copy.port], requests, connections: 1 }));
    return door.take();
  };
  // A connection asks for the types of each statement once; that is the connection's cost.
  const tripsOf = async (tenant: BenchTenant) => {
    await send(tenant, 20);
    return send(tenant, calls);
  };
  try {
    const routed = await withTenant(stack, async (tenant, sql) => {
      await followRoute(sql, tenant);
      return tripsOf(tenant);
    });
    return await withTenant(stack, async (tenant) => {
      const known = await tripsOf(tenant);
      const [small, whole] = [
        await loadTime(["twilio/lib/webhooks/webhooks", "twilio/lib/twiml/VoiceResponse"]),
        await loadTime(["twilio"]),
      ];
      // The line is asked for again every 5 seconds.
      const goal = "one each, and one more every 5 s";
      const trips = (what: string, value: number): Row => ({
        figure: `answer: round trips to the database for ${calls} calls of ${what}`,
        ...{ value: `${value}`, floor: "", ratio: "", goal, met: value <= calls + 2 },
      });
      return [
        trips("a known line", known),
        trips("a line with a route", routed),
        {
          figure: "answer: loading what is used of the twilio package, in a new process",
          value: `${small.toFixed(0)} ms`,
          floor: `${whole.toFixed(0)} ms for the whole`,
          ratio: (small / whole).toFixed(2),
          goal: "the package is not loaded (tests/performance/webhook-path.test.ts)",
          met: null,
        },
      ];
    });
  } finally {
    await copy.stop();
    door.close();
  }
}

export const work: Figure = { name: "work", run: measure };

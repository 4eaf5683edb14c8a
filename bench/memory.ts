import { setTimeout as pause } from "node:timers/promises";
import { tenantOf } from "@/bench/data/cast";
import { withTenant } from "@/bench/during";
import type { Bench, BenchStack, Figure, Row } from "@/bench/figure";
import { requireSuccess, runLoad } from "@/bench/load/run";
import { render } from "@/bench/load/wire";
import { cookieHeader, signInManager } from "@/bench/pages/sign-in";
import type { BenchTenant } from "@/bench/tenant";
import { answerRequests, statusRequests } from "@/bench/webhooks";

const webhooksPerSecond = 60;
const pagesPerSecond = 4;
const readEveryMs = 5_000;
const pages = ["/contacts", "/calls", "/calls?direction=inbound", "/settings/profile"];

/** Bytes in use after a collection. */
async function readMemory(stack: BenchStack): Promise<number> {
  const response = await fetch(`${stack.urls.app}/api/bench/memory`);
  const { heapUsed, external } = await response.json();
  return Number(heapUsed) + Number(external);
}

/**
 * Half callers, half ends of calls, a third of them sent twice; beside them a manager who looks
 * around.
 */
async function mixedLoad(stack: BenchStack, tenant: BenchTenant, seconds: number): Promise<void> {
  const ports = [Number(new URL(stack.urls.app).port)];
  const half = Math.round((webhooksPerSecond * seconds) / 2);
  const statuses = statusRequests(stack.urls.app, tenant, { count: half, repeated: 0.3 });
  const answers = answerRequests(stack.urls.app, tenant, half);
  const webhooks = answers.flatMap((request, index) => [
    request,
    statuses.requests[index] ?? request,
  ]);
  const cookie = cookieHeader(await signInManager(stack, tenantOf(0)));
  const looks = Array.from({ length: pagesPerSecond * seconds }, (_, index) =>
    render(`${stack.urls.app}${pages[index % pages.length]}`, {
      method: "GET",
      headers: { cookie },
    }),
  );
  const driven = await Promise.all([
    runLoad({ ports, requests: webhooks, connections: 32, perSecond: webhooksPerSecond }),
    runLoad({ ports, requests: looks, connections: 8, perSecond: pagesPerSecond }),
  ]);
  for (const each of driven) requireSuccess(each);
}

async function measure(bench: Bench): Promise<Row[]> {
  const stack = await bench.stack();
  const { minutes } = bench;
  return withTenant(stack, async (tenant) => {
    const begin = Date.now();
    const readings: { minute: number; bytes: number }[] = [];
    let over = false;
    const load = mixedLoad(stack, tenant, minutes * 60).finally(() => {
      over = true;
    });
    while (!over) {
      await Promise.race([pause(readEveryMs), load]);
      const minute = Math.floor((Date.now() - begin) / 60_000);
      readings.push({ minute, bytes: await readMemory(stack) });
    }
    await load;
    const during = (minute: number): number => {
      const bytes = readings.filter((each) => each.minute === minute).map((each) => each.bytes);
      return bytes.reduce((sum, each) => sum + each, 0) / bytes.length;
    };
    const [second, last] = [during(1), during(minutes - 1)];
    const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`;
    const ratio = last / second;
    return [
      {
        figure: `memory after collection, ${minutes} minutes of ${webhooksPerSecond} webhooks and ${pagesPerSecond} pages a second`,
        value: `${megabytes(last)} in the last minute`,
        floor: `${megabytes(second)} in the second`,
        ratio: ratio.toFixed(3),
        goal: "within 5 %",
        met: ratio <= 1.05,
      },
    ];
  });
}

export const memory: Figure = { name: "memory", run: measure };

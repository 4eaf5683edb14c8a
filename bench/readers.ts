import { setTimeout as pause } from "node:timers/promises";
import { tenantOf } from "@/bench/data/cast";
import { withTenant } from "@/bench/during";
import type { Bench, BenchStack, Figure, Row } from "@/bench/figure";
import type { Driven } from "@/bench/load/drive";
import { runLoad } from "@/bench/load/run";
import { render } from "@/bench/load/wire";
import { cookieHeader, signInManager } from "@/bench/pages/sign-in";
import { percentile } from "@/bench/ratio";
import { answerRequests } from "@/bench/webhooks";

const levels = [0, 20, 60, 200];
const answersPerSecond = 10;
const answerSeconds = 20;
/** Readers begin before the first caller and go on until after the last one. */
const leadSeconds = 3;
const p99GoalMs = 1_000;
/** What Twilio is asked to wait (lib/twilio/urls.ts). */
const maxGoalMs = 4_000;

type Kind = { words: string; requests: Buffer[] };

async function readerKinds(stack: BenchStack): Promise<Kind[]> {
  const cookie = cookieHeader(await signInManager(stack, tenantOf(0)));
  const get = (path: string, headers: Record<string, string>) =>
    render(`${stack.urls.app}${path}`, { method: "GET", headers });
  const html = { accept: "text/html" };
  return [
    { words: "not signed in", requests: [get("/login", html)] },
    {
      words: "signed in",
      requests: ["/contacts", "/calls"].map((path) => get(path, { ...html, cookie })),
    },
  ];
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
const share = (driven: Driven, part: number) => seconds(percentile(driven.latencies, part));
const failed = ({ statuses }: Driven, allowed: string[]) =>
  Object.keys(statuses).filter((status) => !allowed.includes(status));

function answerRow(beside: string, answers: Driven): Row {
  const [p99, max] = [percentile(answers.latencies, 0.99), Math.max(...answers.latencies)];
  const bad = failed(answers, ["200"]);
  return {
    figure: `answer beside ${beside}: p50, p99, slowest`,
    value: `${share(answers, 0.5)}, ${seconds(p99)}, ${seconds(max)}`,
    floor: "",
    ratio: "",
    goal: "p99 ≤ 1 s, none over 4 s",
    met: bad.length === 0 && p99 <= p99GoalMs && max <= maxGoalMs,
  };
}

function pageRow(beside: string, pages: Driven): Row {
  const counts = Object.entries(pages.statuses).map(([status, count]) => `${status}: ${count}`);
  const perSecond = Math.round((pages.statuses[200] ?? 0) / pages.seconds);
  return {
    figure: `pages of ${beside}: a second, p50, slowest, statuses`,
    value: `${perSecond}/s, ${share(pages, 0.5)}, ${share(pages, 1)}, ${counts.join(", ")}`,
    floor: "",
    ratio: "",
    goal: "200 or 503",
    met: failed(pages, ["200", "503"]).length === 0,
  };
}

async function measure(bench: Bench): Promise<Row[]> {
  const stack = await bench.stack();
  const kinds = await readerKinds(stack);
  const port = Number(new URL(stack.urls.app).port);
  const ports = [port];
  return withTenant(stack, async (tenant) => {
    const answer = (count: number) => answerRequests(stack.urls.app, tenant, count);
    const perSecond = answersPerSecond;
    const count = answerSeconds * perSecond;
    const rows: Row[] = [];
    await runLoad({ ports, requests: answer(500), connections: 8 });
    for (const { words, requests } of kinds) {
      await runLoad({ ports, requests, connections: 4, forSeconds: leadSeconds });
      for (const connections of levels) {
        const beside = `${connections} readers ${words}`;
        const forSeconds = answerSeconds + leadSeconds + 1;
        const reading =
          connections > 0 ? runLoad({ ports, requests, connections, forSeconds }) : undefined;
        if (reading) await pause(leadSeconds * 1000);
        const answers = await runLoad({
          ports,
          requests: answer(count),
          connections: count,
          perSecond,
        });
        const row = answerRow(beside, answers);
        rows.push(row);
        bench.log(`${row.figure} · ${row.value} · ${JSON.stringify(answers.statuses)}`);
        if (reading) {
          const pages = pageRow(beside, await reading);
          rows.push(pages);
          bench.log(`${pages.figure} · ${pages.value}`);
        }
        bench.interrupted.throwIfAborted();
      }
    }
    return rows;
  });
}

/**
 * Whether callers are answered while many people read: one process renders pages and answers both.
 */
export const readers: Figure = { name: "readers", run: measure };

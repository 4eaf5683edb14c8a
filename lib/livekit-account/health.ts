import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { callMachine } from "@/lib/db/machine/connection";
import { answers } from "@/lib/livekit/client";

const freshMs = 30_000;
const timeoutMs = 3_000;
const maxAsked = 20;

type State = "up" | "down" | "unused" | "unknown";
type Parts = Record<"livekit" | "livekit_webhooks", State>;
const unknown: Parts = { livekit: "unknown", livekit_webhooks: "unknown" };
let known = { at: 0, parts: unknown };
let asking: Promise<Parts> | undefined;

/**
 * Whether every LiveKit that takes calls of a company answers, and whether its webhooks come in:
 * asked at most every 30 seconds, and answered within three. Companies' servers are their own: the
 * app is healthy without them.
 */
export async function livekitHealth(now: Date): Promise<Parts> {
  if (now.getTime() - known.at < freshMs) return known.parts;
  asking ??= ask(now).finally(() => {
    asking = undefined;
  });
  return Promise.race([asking, pause(timeoutMs, unknown, { ref: false })]);
}

async function ask(now: Date): Promise<Parts> {
  const [livekit, livekit_webhooks] = await Promise.all([
    stateOf("LiveKit does not answer at", askServers),
    stateOf("LiveKit's webhooks do not come in of company", () => askReports(now)),
  ]);
  const parts = { livekit, livekit_webhooks };
  if (livekit !== "unknown" && livekit_webhooks !== "unknown") {
    known = { parts, at: now.getTime() };
  }
  return parts;
}

/** Which are unwell is in the log alone: the health check answers anybody. */
async function stateOf(words: string, check: () => Promise<Map<string, boolean>>): Promise<State> {
  try {
    const found = await check();
    for (const [name, isWell] of found) if (!isWell) console.error(`${words} ${name}`);
    if (found.size === 0) return "unused";
    return [...found.values()].every(Boolean) ? "up" : "down";
  } catch {
    return "unknown";
  }
}

async function askServers(): Promise<Map<string, boolean>> {
  const result = await callMachine(
    (sql) => sql`select machine.livekit_urls(${maxAsked}) as result`,
  );
  const urls = z.array(z.string()).parse(result);
  return new Map(await Promise.all(urls.map(async (url) => [url, await answers(url)] as const)));
}

const Reports = z.array(z.object({ tenant_id: z.uuid(), is_missing: z.boolean() }));

async function askReports(now: Date): Promise<Map<string, boolean>> {
  const at = now.toISOString();
  const result = await callMachine((sql) => sql`select machine.livekit_reports(${at}) as result`);
  return new Map(Reports.parse(result).map((one) => [one.tenant_id, !one.is_missing]));
}

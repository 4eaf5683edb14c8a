import "server-only";
import { z } from "zod";
import { callMachine } from "@/lib/db/machine/connection";
import { answers } from "@/lib/livekit/client";

const freshMs = 30_000;
const maxAsked = 20;
let known: { state: "up" | "down" | "unused"; at: number } | undefined;

/**
 * Whether every LiveKit that takes calls of a company answers, asked at most every 30 seconds.
 * Companies' servers are their own: the app is healthy without them.
 */
export async function livekitState(now: Date): Promise<"up" | "down" | "unused"> {
  if (known && now.getTime() - known.at < freshMs) return known.state;
  const result = await callMachine(
    (sql) => sql`select machine.livekit_urls(${maxAsked}) as result`,
  );
  const urls = z.array(z.string()).parse(result);
  const all = await Promise.all(urls.map(answers));
  const state = urls.length === 0 ? "unused" : all.every(Boolean) ? "up" : "down";
  known = { state, at: now.getTime() };
  return state;
}

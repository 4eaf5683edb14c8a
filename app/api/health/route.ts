import { connection } from "next/server";
import { env } from "@/lib/core/env";
import { databaseAnswers } from "@/lib/db/machine/health";
import { livekitHealth } from "@/lib/livekit-account/health";

async function state(check: () => Promise<boolean>): Promise<"up" | "down"> {
  try {
    return (await check()) ? "up" : "down";
  } catch {
    return "down";
  }
}

async function supabaseAnswers(): Promise<boolean> {
  const { NEXT_PUBLIC_SUPABASE_URL, NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY } = env();
  const answer = await fetch(`${NEXT_PUBLIC_SUPABASE_URL}/auth/v1/health`, {
    headers: { apikey: NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY },
    signal: AbortSignal.timeout(3_000),
  });
  return answer.status < 500;
}

/**
 * Each part's state: 200 when all are up, 503 when one is down. Companies' own LiveKit servers are
 * reported and count for neither: the app takes calls without them.
 */
export async function GET(): Promise<Response> {
  await connection();
  const [database, supabase, livekit] = await Promise.all([
    state(databaseAnswers),
    state(supabaseAnswers),
    livekitHealth(new Date()),
  ]);
  const ok = database === "up" && supabase === "up";
  return Response.json(
    { ok, parts: { app: "up", database, supabase, ...livekit } },
    { status: ok ? 200 : 503 },
  );
}

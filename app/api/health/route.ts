import { connection } from "next/server";
import { env } from "@/lib/core/env";
import { databaseAnswers } from "@/lib/db/machine/health";

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

/** Each part's state: 200 when all are up, 503 when one is down. */
export async function GET(): Promise<Response> {
  await connection();
  const [database, supabase] = await Promise.all([state(databaseAnswers), state(supabaseAnswers)]);
  const ok = database === "up" && supabase === "up";
  return Response.json(
    { ok, parts: { app: "up", database, supabase } },
    { status: ok ? 200 : 503 },
  );
}

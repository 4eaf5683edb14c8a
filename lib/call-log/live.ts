import "server-only";
import type { Db } from "@/lib/db/supabase/server";

const hour = 3_600_000;

/**
 * The call a person is on, or else the last one that ended: the bar shows how. Null when there was
 * none lately. Calls are limited to 4 hours, so none that began long before that is live.
 */
export async function currentCallOf(db: Db, tenantId: string, userId: string, now: Date) {
  const { data, error } = await db
    .from("calls")
    .select(
      "id, direction, status, stage, outcome, duration_seconds, customer_number, error_message, created_at, answered_at, ended_at, contacts(id, name)",
    )
    .eq("tenant_id", tenantId)
    .eq("user_id", userId)
    .gte("created_at", new Date(now.getTime() - 5 * hour).toISOString())
    .order("created_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(10);
  if (error) throw new Error("The current call could not be read", { cause: error });
  const live = data.filter((call) => call.stage !== "ended");
  const lastEnded = data.toSorted((a, b) => (b.ended_at ?? "").localeCompare(a.ended_at ?? ""))[0];
  return live.find((call) => call.stage === "connected") ?? live[0] ?? lastEnded ?? null;
}

export type CurrentCall = NonNullable<Awaited<ReturnType<typeof currentCallOf>>>;

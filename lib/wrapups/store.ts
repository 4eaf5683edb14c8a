import "server-only";
import { AppError } from "@/lib/core/errors";
import type { Db } from "@/lib/db/supabase/server";

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const uniqueViolation = "23505";
const foreignKeyViolation = "23503";
const refusedByPolicy = "42501";

type Said = { disposition_id?: string | null; dismissed_at?: string | null };

/**
 * Saves what a person says came of a call: an outcome, or that they want to give none. Throws 403
 * when it is a colleague's call and they are no manager, 404 for another tenant's call or outcome.
 */
export async function saveWrapUp(
  db: Db,
  tenantId: string,
  callId: string,
  said: Said,
): Promise<void> {
  if (await change(db, tenantId, callId, said)) return;
  const { error } = await db
    .from("call_wrapups")
    .insert({ ...said, tenant_id: tenantId, call_id: callId });
  if (!error) return;
  // Another click was first.
  if (error.code === uniqueViolation && (await change(db, tenantId, callId, said))) return;
  throw refused(error);
}

async function change(db: Db, tenantId: string, callId: string, said: Said): Promise<boolean> {
  const { data, error } = await db
    .from("call_wrapups")
    .update(said)
    .eq("tenant_id", tenantId)
    .eq("call_id", callId)
    .select("call_id");
  if (error) throw refused(error);
  return data.length > 0;
}

function refused(error: { code: string }): AppError | Error {
  if (error.code === foreignKeyViolation)
    return new AppError("not_found", "not_found", "There is no such call or outcome.");
  if (error.code === refusedByPolicy || error.code === uniqueViolation) {
    const message = "Only the person on the call, or a manager, may set its outcome.";
    return new AppError("forbidden", "not_your_call", message);
  }
  return new Error("The outcome could not be saved", { cause: error });
}

/** Whether the tenant has a call that this person may read. */
export async function isCall(db: Db, tenantId: string, callId: string): Promise<boolean> {
  const { data, error } = await db
    .from("calls")
    .select("id")
    .eq("tenant_id", tenantId)
    .eq("id", callId)
    .maybeSingle();
  if (error) throw new Error("The call could not be read", { cause: error });
  return data !== null;
}

/** What was said of a call: its outcome and by whom; null when nothing was. */
export async function readWrapUp(db: Db, tenantId: string, callId: string) {
  const { data, error } = await db
    .from("call_wrapups")
    .select("user_id, disposition_id, dismissed_at, updated_at, dispositions(label)")
    .eq("tenant_id", tenantId)
    .eq("call_id", callId)
    .maybeSingle();
  if (error) throw new Error("The call's outcome could not be read", { cause: error });
  return data;
}

export type WrapUp = NonNullable<Awaited<ReturnType<typeof readWrapUp>>>;

/**
 * Of the calls begun from `since` until before `until` (ISO 8601), all of the tenant or one
 * person's: how many ask for an outcome, and how many have one.
 */
export async function countOutcomes(
  db: Db,
  { since, until, person }: { since: string; until?: string; person?: string },
): Promise<{ asked: number; given: number }> {
  const { data, error } = await db.rpc("outcome_figures", {
    since,
    ...(until && { until }),
    ...(person && { person }),
  });
  if (error) throw new Error("The outcomes could not be counted", { cause: error });
  return data[0] ?? { asked: 0, given: 0 };
}

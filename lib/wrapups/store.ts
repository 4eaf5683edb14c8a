import "server-only";
import { AppError } from "@/lib/core/errors";
import type { Db } from "@/lib/db/supabase/server";

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const foreignKeyViolation = "23503";
const refusedByPolicy = "42501";

/**
 * Remembers that a person wants to give a call no outcome, or (null) that they do. Throws 403 when
 * it is a colleague's call and they are no manager, 404 for another tenant's call.
 */
export async function saveDismissed(
  db: Db,
  tenantId: string,
  callId: string,
  dismissed_at: string | null,
): Promise<void> {
  const row = { tenant_id: tenantId, call_id: callId, dismissed_at };
  const { error } = await db
    .from("call_wrapups")
    .upsert(row, { onConflict: "tenant_id,call_id", ignoreDuplicates: true });
  if (error) throw refused(error);
  const { error: notChanged } = await db
    .from("call_wrapups")
    .update({ dismissed_at })
    .eq("tenant_id", tenantId)
    .eq("call_id", callId);
  if (notChanged) throw refused(notChanged);
}

/** What an error of a save of `call_wrapups` says to the person. */
export function refused(error: { code: string }): AppError | Error {
  if (error.code === foreignKeyViolation) return noOutcome();
  if (error.code === refusedByPolicy) {
    const message = "Only the person on the call, or a manager, may set its outcome.";
    return new AppError("forbidden", "not_your_call", message);
  }
  return new Error("The outcome could not be saved", { cause: error });
}

export function noOutcome(): AppError {
  return new AppError("not_found", "not_found", "There is no such call or outcome.");
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

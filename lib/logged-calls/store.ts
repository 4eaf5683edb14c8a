import "server-only";
import { AppError } from "@/lib/core/errors";
import type { Db } from "@/lib/db/supabase/server";

export const loggedCallColumns =
  "id, contact_id, user_id, direction, happened_at, duration_seconds, note, dispositions(label)";
const foreignKeyViolation = "23503";

type NewLoggedCall = {
  id: string;
  contact_id: string;
  direction: string;
  happened_at: string;
  duration_seconds: number | null;
  disposition_id: string | null;
  note: string;
};

/** Logs a call once, however often its form is sent. Throws 404 for another tenant's contact. */
export async function addLoggedCall(db: Db, tenantId: string, call: NewLoggedCall): Promise<void> {
  const { error } = await db
    .from("logged_calls")
    .upsert(
      { ...call, tenant_id: tenantId },
      { onConflict: "tenant_id,id", ignoreDuplicates: true },
    );
  if (!error) return;
  if (error.code === foreignKeyViolation) {
    throw new AppError("not_found", "not_found", "There is no such contact or outcome.");
  }
  throw new Error("The call could not be logged", { cause: error });
}

/** Deletes a logged call. Throws 404 when it is gone, or not this person's to delete. */
export async function deleteLoggedCall(db: Db, tenantId: string, id: string): Promise<void> {
  const { data, error } = await db
    .from("logged_calls")
    .delete()
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .select("id");
  if (error) throw new Error("The logged call could not be deleted", { cause: error });
  if (data.length > 0) return;
  const message = "This call doesn't exist any more, or it isn't yours to delete.";
  throw new AppError("not_found", "logged_call_not_found", message);
}

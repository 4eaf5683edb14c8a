import "server-only";
import { AppError } from "@/lib/core/errors";
import type { Db } from "@/lib/db/supabase/server";

const columns =
  "id, contact_id, user_id, direction, happened_at, duration_seconds, note, created_at, disposition_id, dispositions(label)";
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

/** The calls with a contact that people logged, newest first; at most `size`. */
export async function listLoggedCalls(db: Db, tenantId: string, contactId: string, size: number) {
  const { data, error } = await db
    .from("logged_calls")
    .select(columns)
    .eq("tenant_id", tenantId)
    .eq("contact_id", contactId)
    .order("happened_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(size);
  if (error) throw new Error("The logged calls could not be read", { cause: error });
  return data;
}

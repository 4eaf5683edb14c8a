import "server-only";
import { AppError } from "@/lib/core/errors";
import type { Db } from "@/lib/db/supabase/server";

/** Leaving a project would end what goes on there: throws AppError 409 while anything does. */
export async function requireNoRooms(db: Db, tenantId: string): Promise<void> {
  const { data, error } = await db
    .from("rooms")
    .select("id")
    .eq("tenant_id", tenantId)
    .is("ended_at", null)
    .limit(1);
  if (error) throw new Error("The rooms could not be read", { cause: error });
  if (data.length === 0) return;
  const message =
    "A call or a meeting is in a room now. Turn LiveKit off, wait until it is over, and try again.";
  throw new AppError("conflict", "rooms_live", message);
}

import type { Db } from "@/lib/db/supabase/server";
import { FirstDay } from "@/lib/first-day/schema";

/**
 * What is set up so far; null where the person has dismissed the checklist (nothing is asked), or
 * has just been removed from the team.
 */
export async function readFirstDay(me: {
  db: Db;
  show_checklist: boolean;
}): Promise<FirstDay | null> {
  if (!me.show_checklist) return null;
  const { data, error } = await me.db.rpc("first_day");
  if (error) throw new Error("Reading what is set up failed", { cause: error });
  return FirstDay.nullable().parse(data);
}

/** The checklist no longer shows for this person. */
export async function saveDismissed(
  db: Db,
  me: { user_id: string; tenant: { id: string } },
  now: Date,
): Promise<void> {
  const { error } = await db
    .from("profiles")
    .update({ checklist_dismissed_at: now.toISOString() })
    .eq("tenant_id", me.tenant.id)
    .eq("user_id", me.user_id);
  if (error) throw new Error("Dismissing the checklist failed", { cause: error });
}

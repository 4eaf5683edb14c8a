import "server-only";
import { z } from "zod";
import type { Availability } from "@/lib/availability/decide";
import type { Db } from "@/lib/db/supabase/server";

const Stored = z.object({
  state: z.enum(["available", "away", "offline"]),
  away_until: z.string().nullable(),
});
const uniqueViolation = "23505";

/** Sets a person's availability. RLS: one's own, or as a manager or admin a colleague's. */
export async function saveAvailability(
  db: Db,
  tenantId: string,
  userId: string,
  { state, away_until }: Availability,
): Promise<void> {
  if (await changeAvailability(db, tenantId, userId, { state, away_until })) return;
  const row = { tenant_id: tenantId, user_id: userId, state, away_until };
  const { error } = await db.from("availability").insert(row);
  if (!error) return;
  const isThereNow = error.code === uniqueViolation;
  if (isThereNow && (await changeAvailability(db, tenantId, userId, row))) return;
  throw new Error("The availability could not be saved", { cause: error });
}

async function changeAvailability(
  db: Db,
  tenantId: string,
  userId: string,
  { state, away_until }: Availability,
): Promise<boolean> {
  const { data, error } = await db
    .from("availability")
    .update({ state, away_until, updated_at: new Date().toISOString() })
    .eq("tenant_id", tenantId)
    .eq("user_id", userId)
    .select("user_id");
  if (error) throw new Error("The availability could not be changed", { cause: error });
  return data.length > 0;
}

/** What each of a tenant says of themselves, and whether they are on a call, by `user_id`. */
export async function listAvailability(
  db: Db,
  tenantId: string,
): Promise<Map<string, { availability: Availability | null; on_call: boolean }>> {
  const [said, live] = await Promise.all([
    db.from("availability").select("user_id, state, away_until").eq("tenant_id", tenantId),
    db
      .from("calls")
      .select("user_id")
      .eq("tenant_id", tenantId)
      .is("ended_at", null)
      .not("user_id", "is", null),
  ]);
  const cause = said.error ?? live.error;
  if (cause) throw new Error("Who takes calls could not be read", { cause });
  const people = new Map<string, { availability: Availability | null; on_call: boolean }>();
  for (const { user_id, ...row } of said.data ?? []) {
    people.set(user_id, { availability: Stored.parse(row), on_call: false });
  }
  for (const { user_id } of live.data ?? []) {
    if (!user_id) continue;
    people.set(user_id, { availability: null, ...people.get(user_id), on_call: true });
  }
  return people;
}

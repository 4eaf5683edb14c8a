import "server-only";
import { z } from "zod";
import { type Availability, type Known, unknown } from "@/lib/availability/decide";
import { OwnHours } from "@/lib/availability/hours";
import { changeOrAdd } from "@/lib/db/supabase/change-or-add";
import type { Db } from "@/lib/db/supabase/server";

const Stored = z.object({
  state: z.enum(["available", "busy", "away", "offline"]),
  away_until: z.string().nullable(),
});

/** Sets a person's availability. RLS: one's own, or as a manager or admin a colleague's. */
export async function saveAvailability(
  db: Db,
  tenantId: string,
  userId: string,
  { state, away_until }: Availability,
): Promise<void> {
  const mine = { tenant_id: tenantId, user_id: userId };
  const saved = { state, away_until };
  const error = await changeOrAdd(
    () =>
      db
        .from("availability")
        .update({ ...saved, updated_at: new Date().toISOString() })
        .match(mine)
        .select("user_id"),
    () => db.from("availability").insert({ ...mine, ...saved }),
  );
  if (error) throw new Error("The availability could not be saved", { cause: error });
}

/** Saves a person's own hours; null: none, which is always. */
export async function saveHours(
  db: Db,
  tenantId: string,
  userId: string,
  hours: OwnHours | null,
): Promise<void> {
  const mine = { tenant_id: tenantId, user_id: userId };
  if (!hours) {
    const { error } = await db.from("own_hours").delete().match(mine);
    if (error) throw new Error("The hours could not be removed", { cause: error });
    return;
  }
  const error = await changeOrAdd(
    () =>
      db
        .from("own_hours")
        .update({ ...hours, updated_at: new Date().toISOString() })
        .match(mine)
        .select("user_id"),
    () => db.from("own_hours").insert({ ...mine, ...hours }),
  );
  if (error) throw new Error("The hours could not be saved", { cause: error });
}

/** What is known of each of a tenant, by `user_id`: of those who are not simply available. */
export async function listAvailability(
  db: Db,
  tenantId: string,
  afterCallSeconds: number,
): Promise<Map<string, Known>> {
  const oldest = new Date(Date.now() - afterCallSeconds * 1000).toISOString();
  const [said, hours, calls] = await Promise.all([
    db.from("availability").select("user_id, state, away_until").eq("tenant_id", tenantId),
    db.from("own_hours").select("user_id, time_zone, week").eq("tenant_id", tenantId),
    db
      .from("calls")
      .select("user_id, ended_at, outcome")
      .eq("tenant_id", tenantId)
      .not("user_id", "is", null)
      .or(`ended_at.is.null,and(outcome.eq.connected,ended_at.gt.${oldest})`),
  ]);
  const cause = said.error ?? hours.error ?? calls.error;
  if (cause) throw new Error("Who takes calls could not be read", { cause });
  const people = new Map<string, Known>();
  const know = (id: string, more: Partial<Known>) =>
    people.set(id, { ...(people.get(id) ?? unknown), ...more });
  for (const { user_id, ...row } of said.data ?? []) {
    know(user_id, { availability: Stored.parse(row) });
  }
  for (const { user_id, ...row } of hours.data ?? []) {
    const own = OwnHours.safeParse(row);
    if (own.success) know(user_id, { own_hours: own.data });
  }
  for (const { user_id, ended_at } of calls.data ?? []) {
    if (!user_id) continue;
    if (ended_at === null) know(user_id, { on_call: true });
    else {
      const until = new Date(Date.parse(ended_at) + afterCallSeconds * 1000).toISOString();
      know(user_id, { after_call_until: until });
    }
  }
  return people;
}

import "server-only";
import { z } from "zod";
import type { Member } from "@/lib/auth/member";
import { Colleague } from "@/lib/colleagues/schema";
import { adminsOnly } from "@/lib/core/errors";
import type { Db } from "@/lib/db/supabase/server";

type Person = Pick<Member, "db" | "user_id">;

/**
 * The people of the member's company and whether they can be called now, by name; those whose name
 * or extension has `typed`, an exact extension first; of these ids, where some are `wanted`.
 */
export async function readEverybody(
  { db }: Pick<Person, "db">,
  asked: { typed?: string; size?: number; wanted?: string[] } = {},
): Promise<Colleague[]> {
  const { data, error } = await db.rpc("colleagues", asked);
  if (error) throw new Error("The colleagues could not be read", { cause: error });
  return Colleague.array().parse(data);
}

/** As `readEverybody`, without the member. */
export async function readColleagues(
  member: Person,
  { typed = "", size = 1000 } = {},
): Promise<Colleague[]> {
  const everybody = await readEverybody(member, { typed, size: size + 1 });
  return everybody.filter(({ user_id }) => user_id !== member.user_id).slice(0, size);
}

const Changed = z.enum(["changed", "changed_meanwhile", "not_found", "taken"]);

/** Gives an extension (null: none) to somebody whose extension still is what it `was`. */
export async function changeExtension(
  db: Db,
  userId: string,
  extension: string | null,
  was: string | null,
) {
  const change = { member: userId, digits: extension ?? undefined, was: was ?? undefined };
  const { data, error } = await db.rpc("change_extension", change);
  if (error?.code === "42501") throw adminsOnly(error);
  if (error) throw new Error("Changing the extension failed", { cause: error });
  return Changed.parse(data);
}

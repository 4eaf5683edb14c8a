import "server-only";
import type { Member } from "@/lib/auth/member";
import { Colleague } from "@/lib/colleagues/schema";

type Person = Pick<Member, "db" | "user_id">;

/**
 * The people of the member's company and whether they can be called now, by name; those whose name
 * or extension has `typed`, an exact extension first.
 */
export async function readEverybody(
  { db }: Pick<Person, "db">,
  { typed = "", size = 1000 } = {},
): Promise<Colleague[]> {
  const { data, error } = await db.rpc("colleagues", { typed, size });
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

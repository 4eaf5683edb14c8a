import "server-only";
import { AppError } from "@/lib/core/errors";
import type { Db } from "@/lib/db/supabase/server";

/** A person's second or third phone; `phone` is E.164. */
export type FurtherPhone = {
  place: number;
  name: string;
  phone: string;
  rings: boolean;
  verified_at: string | null;
};
type Me = { db: Db; user_id: string; tenant: { id: string } };

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const duplicate = "23505";
const mine = ({ user_id, tenant }: Me) => ({ tenant_id: tenant.id, user_id });

/** One's own phones besides the first, in their order. */
export async function listFurther(me: Me): Promise<FurtherPhone[]> {
  const { data, error } = await me.db
    .from("further_phones")
    .select("place, name, phone, rings, verified_at")
    .match(mine(me))
    .order("place");
  if (error) throw new Error("The phones could not be read", { cause: error });
  return data;
}

/** Adds a phone in the first free place; throws `conflict` where there is none, or it is theirs. */
export async function addFurther(me: Me, phone: { name: string; phone: string }): Promise<void> {
  const known = await listFurther(me);
  const place = [2, 3].find((one) => known.every((other) => other.place !== one));
  if (place === undefined) throw new AppError("conflict", "too_many", "At most three phones.");
  const { error } = await me.db.from("further_phones").insert({ ...mine(me), ...phone, place });
  if (error?.code === duplicate) {
    const sentence = "You have added a phone meanwhile. Look at the list, and try again.";
    throw new AppError("conflict", "changed_meanwhile", sentence);
  }
  if (error) throw new Error("The phone could not be added", { cause: error });
}

const gone = () =>
  new AppError("conflict", "changed_meanwhile", "This phone isn't there any more.");

/** What it is called, and whether calls ring it. */
export async function changeFurther(
  me: Me,
  place: number,
  change: { name: string; rings: boolean },
): Promise<void> {
  const { data, error } = await me.db
    .from("further_phones")
    .update({ ...change, updated_at: new Date().toISOString() })
    .match({ ...mine(me), place })
    .select("place");
  if (error) throw new Error("The phone could not be saved", { cause: error });
  if (data.length === 0) throw gone();
}

export async function removeFurther(me: Me, place: number): Promise<void> {
  const { error } = await me.db
    .from("further_phones")
    .delete()
    .match({ ...mine(me), place });
  if (error) throw new Error("The phone could not be removed", { cause: error });
}

/** Makes it the phone that places calls; the one that was takes its place. */
export async function makeFirst(me: Me, place: number): Promise<void> {
  const { data, error } = await me.db.rpc("make_first_phone", { which: place });
  if (error) throw new Error("The phones could not be changed", { cause: error });
  if (!data) throw gone();
}

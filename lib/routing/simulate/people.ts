import "server-only";
import type { Db } from "@/lib/db/supabase/server";
import { countDevices, dialable, reachable } from "@/lib/routing/decide-turn";
import type { Person } from "@/lib/routing/people";
import { PeopleToRing } from "@/lib/routing/simulate/schema";

/** Everybody as a call would find them now, without their phones. */
export async function readPeopleToRing(
  db: Db,
  mayCall: (number: string) => boolean,
): Promise<Person[]> {
  const { data, error } = await db.rpc("people_to_ring");
  if (error) throw new Error("Who is available could not be read", { cause: error });
  const rows = PeopleToRing.parse(data ?? []);
  const known = Object.fromEntries(
    rows.map(({ user_id, phone, further }) => [
      user_id,
      [...(phone ? [phone] : []), ...(further ?? [])],
    ]),
  );
  const phones = dialable(known, mayCall);
  const in_browser = rows.filter((row) => row.in_browser).map(({ user_id }) => user_id);
  const people = rows.map(({ phone: _, further: __, in_browser: ___, in_turn, ...person }) => {
    const devices = countDevices({ phones, in_browser }, person.user_id);
    return { ...person, ...(in_turn && { devices }) };
  });
  return reachable(people, { phones, in_browser });
}

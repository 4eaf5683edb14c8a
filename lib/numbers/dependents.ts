import type { Db } from "@/lib/db/supabase/server";
import type { FollowableRoute } from "@/lib/numbers/routes";
import type { NumberActivity, PhoneNumber } from "@/lib/numbers/store";
import { activityWords } from "@/lib/numbers/words";

/** What ends when a number is given back, a sentence each. */
export function describeDependents(
  { forward_to, route_id }: Pick<PhoneNumber, "forward_to" | "route_id">,
  known: {
    routes: FollowableRoute[];
    people: { user_id: string; name: string }[];
    /** Who calls from it by default. */
    callers: string[];
    activity: NumberActivity | undefined;
  },
): string[] {
  const route = known.routes.find(({ id }) => id === route_id);
  const person = known.people.find(({ user_id }) => user_id === forward_to);
  const callers = new Intl.ListFormat("en").format(known.callers);
  const isUsed = known.activity && known.activity.calls + known.activity.messages > 0;
  return [
    ...(isUsed ? [`It had ${activityWords(known.activity ?? {})}.`] : []),
    ...(route ? [`Calls to it follow the route “${route.name}”.`] : []),
    ...(person ? [`Calls to it ring ${person.name}.`] : []),
    ...(known.callers.length === 1 ? [`${callers} calls from it by default.`] : []),
    ...(known.callers.length > 1 ? [`${callers} call from it by default.`] : []),
  ];
}

/** Whose calls show this number unless something else decides, by name; at most 20. */
export async function listCallers(db: Db, tenantId: string, id: string): Promise<string[]> {
  const { data, error } = await db
    .from("profiles")
    .select("name")
    .eq("tenant_id", tenantId)
    .eq("default_number_id", id)
    .is("removed_at", null)
    .order("name")
    .limit(20);
  if (error) throw new Error("Reading who calls from the number failed", { cause: error });
  return data.map(({ name }) => name);
}

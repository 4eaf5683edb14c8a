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
    texts: { open: number; scheduled: number };
  },
): string[] {
  const route = known.routes.find(({ id }) => id === route_id);
  const person = known.people.find(({ user_id }) => user_id === forward_to);
  const callers = new Intl.ListFormat("en").format(known.callers);
  const { open, scheduled } = known.texts;
  const isUsed = known.activity && known.activity.calls + known.activity.messages > 0;
  return [
    ...(isUsed ? [`It had ${activityWords(known.activity ?? {})}.`] : []),
    ...(route ? [`Calls to it follow the route “${route.name}”.`] : []),
    ...(person ? [`Calls to it ring ${person.name}.`] : []),
    ...(open > 0 ? [`${many(open, "open conversation")} can only go on from another number.`] : []),
    ...(scheduled > 0 ? [`${many(scheduled, "scheduled text")} won't be sent.`] : []),
    ...(known.callers.length === 1 ? [`${callers} calls from it by default.`] : []),
    ...(known.callers.length > 1 ? [`${callers} call from it by default.`] : []),
  ];
}

/** As counted up to `maxCounted`. */
const many = (count: number, what: string) =>
  `${count >= maxCounted ? `${maxCounted}+` : count} ${what}${count === 1 ? "" : "s"}`;

const maxCounted = 100;

/** Its open conversations and the texts that are to be sent from it later, each up to 100. */
export async function countTexts(db: Db, tenantId: string, id: string) {
  const [threads, messages] = await Promise.all([
    db
      .from("message_threads")
      .select("id")
      .eq("tenant_id", tenantId)
      .eq("phone_number_id", id)
      .is("closed_at", null)
      .limit(maxCounted),
    db
      .from("messages")
      .select("id")
      .eq("tenant_id", tenantId)
      .eq("phone_number_id", id)
      .eq("status", "scheduled")
      .limit(maxCounted),
  ]);
  const error = threads.error ?? messages.error;
  if (error) throw new Error("Counting the number's texts failed", { cause: error });
  return { open: threads.data?.length ?? 0, scheduled: messages.data?.length ?? 0 };
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

import type { BroadcastEvent } from "@/lib/supabase/topics";

/** What a page shows, so that only broadcasts about it refresh the page. */
export type Interest = {
  /** Every call of the tenant, or these. */
  calls?: "all" | string[];
  /** Every contact of the tenant, or these. */
  contacts?: "all" | string[];
  /** Any call of these contacts. */
  callsOf?: string[];
};

export type Broadcast = { event: BroadcastEvent; id?: string; contact_id?: string | null };

/** Whether a broadcast is about something that is on the page. */
export function concerns({ event, id, contact_id }: Broadcast, interests: Iterable<Interest>) {
  for (const { calls, contacts, callsOf } of interests) {
    if (event === "call") {
      if (calls === "all" || (id && calls?.includes(id))) return true;
      if (contact_id && callsOf?.includes(contact_id)) return true;
    }
    if (event === "contact" && (contacts === "all" || (id && contacts?.includes(id)))) return true;
  }
  return false;
}

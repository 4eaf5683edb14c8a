import type { BroadcastEvent } from "@/lib/db/supabase/topics";

/** What a page shows, so that only broadcasts about it refresh the page. */
export type Interest = {
  /** Every call of the tenant, or these. */
  calls?: "all" | string[];
  /** Every contact of the tenant, or these. */
  contacts?: "all" | string[];
  /** Any call of these contacts. */
  callsOf?: string[];
  /** Any note about these contacts or calls. */
  notesOf?: string[];
};

export type Broadcast = {
  event: BroadcastEvent;
  id?: string;
  contact_id?: string | null;
  call_id?: string | null;
  user_id?: string | null;
};

/** Whether a broadcast is about something that is on the page, or about a call of `userId`: every page has the call bar. */
export function concerns(
  { event, id, contact_id, call_id, user_id }: Broadcast,
  userId: string,
  interests: Iterable<Interest>,
) {
  if (event === "call" && user_id === userId) return true;
  for (const { calls, contacts, callsOf, notesOf } of interests) {
    if (event === "call") {
      if (calls === "all" || (id && calls?.includes(id))) return true;
      if (contact_id && callsOf?.includes(contact_id)) return true;
    }
    if (event === "note") {
      if ([contact_id, call_id].some((about) => about && notesOf?.includes(about))) return true;
    }
    if (event === "contact" && (contacts === "all" || (id && contacts?.includes(id)))) return true;
  }
  return false;
}

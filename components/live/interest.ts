import type { LiveSubject, liveSubjects } from "@/lib/db/supabase/topics";

/**
 * What a page shows of a subject: rows with one of these ids, or all of the tenant's where none are
 * given. `{ subject: "calls", contact_id: ["…"] }` are the calls of a contact, new ones too.
 */
export type Interest = {
  [S in LiveSubject]: { subject: S } & { [Key in (typeof liveSubjects)[S][number]]?: string[] };
}[LiveSubject];

/** A row that changed, by its ids; of several that one broadcast is about, an id is a list. */
export type Change = { subject: LiveSubject; [id: string]: unknown };

/** Whether a change is about something that is on the page. */
export function concerns(change: Change, interests: Iterable<Interest>): boolean {
  for (const { subject, ...wanted } of interests) {
    if (subject !== change.subject) continue;
    const ids = Object.entries<string[]>(wanted);
    if (ids.length === 0) return true;
    const isWanted = ([key, values]: [string, string[]]) =>
      [change[key]].flat().some((id) => typeof id === "string" && values.includes(id));
    if (ids.some(isWanted)) return true;
  }
  return false;
}

import type { LiveSubject, liveSubjects } from "@/lib/db/supabase/topics";

/**
 * What a page shows of a subject: rows with one of these ids, or all of the tenant's where none are
 * given. `{ subject: "calls", contact_id: ["…"] }` are the calls of a contact, new ones too.
 */
export type Interest = {
  [S in LiveSubject]: { subject: S } & { [Key in (typeof liveSubjects)[S][number]]?: string[] };
}[LiveSubject];

/** A row that changed, by its ids. */
export type Change = { subject: LiveSubject; [id: string]: unknown };

/** Whether a change is about something that is on the page. */
export function concerns(change: Change, interests: Iterable<Interest>): boolean {
  for (const { subject, ...wanted } of interests) {
    if (subject !== change.subject) continue;
    const ids = Object.entries<string[]>(wanted);
    if (ids.length === 0) return true;
    if (ids.some(([key, values]) => values.some((id) => id === change[key]))) return true;
  }
  return false;
}

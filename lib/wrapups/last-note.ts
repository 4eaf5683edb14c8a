import { formatWhen } from "@/lib/core/time";
import type { readNotes } from "@/lib/wrapups/read";

/** What somebody wrote last of a contact. */
export type LastNote = { body: string; author: string | null; when: string };

/** Not what is being written of this call. */
export function lastNoteOf(
  { last, people }: Pick<Awaited<ReturnType<typeof readNotes>>, "last" | "people">,
  call: { id: string; contact_id: string | null },
  timeZone: string,
  now: Date,
): LastNote | null {
  const note = last.find((each) => each.contact_id === call.contact_id && each.call_id !== call.id);
  if (!note) return null;
  return {
    body: note.body,
    author: note.author_id ? (people.get(note.author_id) ?? null) : null,
    when: formatWhen(note.created_at, timeZone, now),
  };
}

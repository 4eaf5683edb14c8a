import { Pin } from "lucide-react";
import { NoteEntry } from "@/components/notes/note-entry";
import { TimelineEntry } from "@/components/timeline/timeline-entry";
import type { Member } from "@/lib/auth/member";
import type { Note } from "@/lib/notes/store";
import type { Around } from "@/lib/timeline/around";
import type { Entry } from "@/lib/timeline/registry";

/** What happened with a contact, newest first; the pinned note stands above it. */
export function Timeline({
  entries,
  pinned,
  member,
  around,
}: {
  entries: Entry[];
  pinned: Note | null;
  member: Member;
  around: Around;
}) {
  const shown = entries.filter(({ id }) => id !== pinned?.id);
  return (
    <>
      {pinned && (
        <section
          aria-label="Pinned note"
          className="border-t border-line bg-warn-soft/40 px-4 py-4 md:px-5"
        >
          <p className="mb-2 flex items-center gap-1.5 text-xs font-medium text-warn-text">
            <Pin aria-hidden className="size-3.5" />
            Pinned
          </p>
          <div className="flex gap-3">
            <NoteEntry note={pinned} member={member} />
          </div>
        </section>
      )}
      {shown.length > 0 && (
        <ol aria-label="Timeline" className="divide-y divide-line border-t border-line">
          {shown.map((entry) => (
            <li key={entry.id} className="flex gap-3 px-4 py-4 md:px-5">
              <TimelineEntry entry={entry} member={member} around={around} />
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

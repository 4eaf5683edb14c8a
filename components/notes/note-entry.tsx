import { StickyNote } from "lucide-react";
import { NoteMenu } from "@/components/notes/note-menu";
import type { Member } from "@/lib/auth/member";
import { formatExact, formatWhen } from "@/lib/core/time";
import { mayDeleteNote, mayEditNote } from "@/lib/notes/decide";
import type { Note } from "@/lib/notes/store";
import { authorOf, isEdited } from "@/lib/notes/words";

/** A note with its author, its time and what may be done with it. */
export function NoteEntry({ note, member }: { note: Note; member: Member }) {
  const { time_zone } = member.tenant;
  const author = authorOf(note, member.user_id);
  return (
    <>
      <span className="direction bg-warn-soft text-warn-text">
        <StickyNote aria-hidden />
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-2">
          <span className="font-medium text-ink">{author}</span>
          <time
            dateTime={note.created_at}
            title={formatExact(note.created_at, time_zone)}
            className="text-[13px] text-muted tabular-nums sm:ml-auto"
          >
            {formatWhen(note.created_at, time_zone)}
          </time>
          {isEdited(note) && <span className="text-[13px] text-muted">edited</span>}
        </div>
        <p className="mt-1 break-words whitespace-pre-line text-ink">{note.body}</p>
      </div>
      <NoteMenu
        note={note}
        name={`Note by ${author === "You" ? "you" : author}`}
        mayPin={note.contact_id !== null}
        mayEdit={mayEditNote(member, note)}
        mayDelete={mayDeleteNote(member, note)}
      />
    </>
  );
}

import { NoteEntry } from "@/components/notes/note-entry";
import type { Member } from "@/lib/auth/member";
import type { Note } from "@/lib/notes/store";

/** What people wrote about a call. */
export function CallNotes({ notes, member }: { notes: Note[]; member: Member }) {
  if (notes.length === 0) return <p className="text-muted">No note yet</p>;
  return (
    <ol aria-label="Notes" className="flex flex-col gap-4">
      {notes.map((note) => (
        <li key={note.id} className="flex gap-3">
          <NoteEntry note={note} member={member} />
        </li>
      ))}
    </ol>
  );
}

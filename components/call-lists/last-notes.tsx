import type { Member } from "@/lib/auth/member";
import { lastNotesOf } from "@/lib/call-lists/notes";
import { formatWhen } from "@/lib/core/time";

/** What was last written about a contact; nothing when there is nothing. */
export async function LastNotes({ contactId, member }: { contactId: string; member: Member }) {
  const { db, tenant } = member;
  const notes = await lastNotesOf(db, tenant.id, contactId);
  if (notes.length === 0) return null;
  return (
    <ul aria-label="Last notes" className="mt-5 flex flex-col gap-3 border-t border-line pt-4">
      {notes.map(({ id, body, author, created_at }) => (
        <li key={id} className="text-sm">
          <p className="line-clamp-3 break-words whitespace-pre-line text-ink">{body}</p>
          <p className="text-[13px] text-muted">
            {author ?? "Someone"}, {formatWhen(created_at, tenant.time_zone)}
          </p>
        </li>
      ))}
    </ul>
  );
}

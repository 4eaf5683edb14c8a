import type { LastNote } from "@/lib/wrapups/last-note";

/** What somebody wrote last of whoever calls. */
export function LastNoteLine({ note }: { note: LastNote | null | undefined }) {
  if (!note) return null;
  return (
    <p className="line-clamp-2 text-[13px] font-normal text-muted">
      <span className="sr-only">Last note: </span>“{note.body}” {note.author ?? "Someone"},{" "}
      {note.when}
    </p>
  );
}

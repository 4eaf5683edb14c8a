import { NoteEntry } from "@/components/notes/note-entry";
import { BookingEntry } from "@/components/timeline/booking-entry";
import { CallEntry } from "@/components/timeline/call-entry";
import { ChangeEntry } from "@/components/timeline/change-entry";
import { LoggedCallEntry } from "@/components/timeline/logged-call-entry";
import { MessageEntry } from "@/components/timeline/message-entry";
import { TaskEntry } from "@/components/timeline/task-entry";
import type { Member } from "@/lib/auth/member";
import type { Around } from "@/lib/timeline/around";
import type { Entry } from "@/lib/timeline/registry";

/** An entry as its kind looks: a line each, as in lib/timeline/registry.ts. */
export function TimelineEntry({
  entry,
  member,
  around,
}: {
  entry: Entry;
  member: Member;
  around: Around;
}) {
  switch (entry.kind) {
    case "calls":
      return <CallEntry call={entry.row} member={member} around={around} />;
    case "logged_calls":
      return <LoggedCallEntry call={entry.row} member={member} around={around} />;
    case "messages":
      return <MessageEntry message={entry.row} member={member} around={around} />;
    case "notes":
      return <NoteEntry note={entry.row} member={member} />;
    case "tasks":
      return <TaskEntry task={entry.row} member={member} around={around} />;
    case "bookings":
      return <BookingEntry booking={entry.row} member={member} around={around} />;
    case "changes":
      return <ChangeEntry change={entry.row} member={member} around={around} />;
  }
}

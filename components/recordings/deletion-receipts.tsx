import type { CallDetail } from "@/lib/call-log/call";
import { formatExact } from "@/lib/core/time";

/** For each deleted recording of a call: when, by whom or why, and what Twilio said to it. */
export function DeletionReceipts({
  recordings,
  people,
  timeZone,
}: {
  recordings: CallDetail["recordings"];
  people: { user_id: string; name: string }[];
  timeZone: string;
}) {
  const deleted = recordings.filter(({ deleted_at }) => deleted_at !== null);
  if (deleted.length === 0) return null;
  const nameOf = (id: string) => people.find(({ user_id }) => user_id === id)?.name ?? "an admin";
  return (
    <ul aria-label="Deleted recordings" className="flex flex-col gap-1 text-[13px] text-muted">
      {deleted.map(({ id, deleted_at, deleted_by, deleted_answer }) => (
        <li key={id}>
          Deleted {deleted_at && formatExact(deleted_at, timeZone)}{" "}
          {deleted_by ? `by ${nameOf(deleted_by)}` : "when its retention period ended"}. Twilio{" "}
          {deleted_answer === 404 ? "no longer had it (404)" : `confirmed it (${deleted_answer})`}.
        </li>
      ))}
    </ul>
  );
}

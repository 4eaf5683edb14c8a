import { formatClock } from "@/lib/core/time";
import type { Pause } from "@/lib/recordings/pauses";

/** When a recording was silent, and who paused it. */
export function Pauses({
  pauses,
  people,
  timeZone,
}: {
  pauses: Pause[];
  people: { user_id: string; name: string }[];
  timeZone: string;
}) {
  if (pauses.length === 0) return null;
  const nameOf = (id: string | null) =>
    people.find(({ user_id }) => user_id === id)?.name ?? "Someone";
  return (
    <ul aria-label="Pauses" className="flex flex-col gap-1 text-[13px] text-muted tabular-nums">
      {pauses.map(({ from, to, user_id }) => (
        <li key={from}>
          {nameOf(user_id)} paused the recording from {formatClock(from, timeZone)}{" "}
          {to ? `to ${formatClock(to, timeZone)}` : "to the end"}.
        </li>
      ))}
    </ul>
  );
}

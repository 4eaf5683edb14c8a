"use client";

import { useIsHere } from "@/components/softphone/use-is-here";
import type { InRoom } from "@/lib/rooms/schema";
import { personWords } from "@/lib/rooms/words";

/** Who is asked into a room, by the record; who is there too, where its sound is not here. */
export function RoomGuests({ callId, people }: { callId: string; people: readonly InRoom[] }) {
  const isHere = useIsHere(callId);
  const shown = people.filter(({ state, is_listener }) => !isHere || is_listener || state !== "in");
  if (shown.length === 0) return null;
  return (
    <ul aria-label="Colleagues" className="flex flex-wrap gap-1.5">
      {shown.map((one) => (
        <li
          key={`${one.user_id} ${one.is_listener}`}
          className="flex h-8 items-center gap-1 rounded-full border border-line bg-surface px-3 text-[13px]"
        >
          <span className="max-w-40 truncate text-ink">{one.name}</span>
          <span className="text-muted">· {personWords(one)}</span>
        </li>
      ))}
    </ul>
  );
}

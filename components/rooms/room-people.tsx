import { Avatar } from "@/components/ui/avatar";
import type { InRoom } from "@/lib/rooms/schema";
import { personWords } from "@/lib/rooms/words";

/** Who is in a room, was, or is rung for it, by the record. */
export function RoomPeople({ people, me }: { people: readonly InRoom[]; me: string }) {
  return (
    <ul aria-label="People in the room" className="flex flex-col gap-3">
      {people.map((one) => (
        <li key={`${one.user_id} ${one.is_listener}`} className="flex items-center gap-3">
          <Avatar name={one.name} />
          <span className="min-w-0 flex-1">
            <span className="block truncate text-ink">
              {one.user_id === me ? `${one.name} (you)` : one.name}
            </span>
            <span className="block text-[13px] text-muted">{personWords(one)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

import { useSyncExternalStore } from "react";
import { colleaguesHere, noneOnServer, subscribeEnabled } from "@/components/softphone/enabled";
import { useIsHere } from "@/components/softphone/use-is-here";
import type { BarRoom } from "@/lib/rooms/bar";

/**
 * Whether a call in a room goes on when the reader leaves it: by what this browser sees there, or,
 * where it is not in the room, by the record.
 */
export function useGoesOn({ id, room }: { id: string; room: BarRoom | null }): boolean {
  const isHere = useIsHere(id);
  const colleagues = useSyncExternalStore(subscribeEnabled, colleaguesHere, noneOnServer);
  if (!room) return false;
  if (!isHere || colleagues === null) return room.goesOn;
  return colleagues > (room.isMeeting ? 1 : 0);
}

import { useEffect, useEffectEvent } from "react";
import type { RoomState } from "@/components/rooms/room-state";

/** LiveKit tells our server of who comes and goes at about the same time as this browser. */
const recordedAfterMs = 1_500;

/** Reloads what the record says of a room once somebody has come or gone. */
export function useRoomChanges(room: RoomState | null, refresh: () => void): void {
  const people = room?.people.map(({ identity }) => identity).join(" ") ?? "";
  const reload = useEffectEvent(refresh);
  useEffect(() => {
    if (people === "") return;
    const timer = setTimeout(() => reload(), recordedAfterMs);
    return () => clearTimeout(timer);
  }, [people]);
}

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import type { RoomState } from "@/components/rooms/room-state";

/** LiveKit reports who comes and goes to our server at about the same time as to this browser. */
const recordedAfterMs = 1_500;

/** Reloads what the record says of a room once somebody has come or gone. */
export function useRoomChanges(room: RoomState | null): void {
  const router = useRouter();
  const people = room?.people.map(({ identity }) => identity).join(" ") ?? "";
  useEffect(() => {
    if (people === "") return;
    const timer = setTimeout(() => router.refresh(), recordedAfterMs);
    return () => clearTimeout(timer);
  }, [people, router]);
}

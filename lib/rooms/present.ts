import type { RoomPerson } from "@/lib/livekit/rooms";
import type { Present } from "@/lib/rooms/decide";

/** Who of those whom LiveKit lists counts. */
export function presentOf(there: readonly Pick<RoomPerson, "kind" | "is_hidden">[]): Present {
  const count = (kind: "browser" | "phone") =>
    there.filter((one) => one.kind === kind && !one.is_hidden).length;
  return { people: count("browser"), phones: count("phone") };
}

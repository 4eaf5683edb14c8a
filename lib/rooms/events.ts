import "server-only";
import type { RoomEvent } from "@/lib/livekit/event";

/** Takes a verified event of a tenant's room into the record of its call. */
export async function takeRoomEvent(_tenantId: string, _event: RoomEvent): Promise<void> {}

import "server-only";
import type { Project } from "@/lib/livekit/client";
import { removePerson } from "@/lib/livekit/rooms";
import { roomIdentity } from "@/lib/livekit/token";
import { noteListenerOut } from "@/lib/rooms/machine";

type Room = { tenant_id: string; call_id: string; name: string };

/**
 * Takes a listener out of a room who is a manager no more, was removed, or has signed out. Their
 * token would let them stay, and for two minutes come back.
 */
export async function putOut(project: Project, room: Room, userId: string): Promise<void> {
  const { tenant_id, call_id, name } = room;
  if (!(await noteListenerOut(tenant_id, userId, call_id))) return;
  await removePerson(project, name, roomIdentity(userId));
}

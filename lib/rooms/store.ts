import "server-only";
import { z } from "zod";
import type { Member } from "@/lib/auth/member";
import { noCall } from "@/lib/calls/existing";
import type { Db } from "@/lib/db/supabase/server";
import { type CallState, InRoom } from "@/lib/rooms/schema";

const InRoomOf = InRoom.extend({ call_id: z.uuid() });

/** Who is in the rooms of calls, or rung for them, as the reader may know: by call. */
export async function readPeopleInRooms(db: Db, callIds: string[]): Promise<Map<string, InRoom[]>> {
  if (callIds.length === 0) return new Map();
  const { data, error } = await db.rpc("people_in_rooms", { targets: callIds });
  if (error) throw new Error("The people in rooms could not be read", { cause: error });
  return Map.groupBy(z.array(InRoomOf).parse(data), ({ call_id }) => call_id);
}

/** Who is in the room of a call, or rung for it, as the reader may know. */
export async function readPeopleInRoom(db: Db, callId: string): Promise<InRoom[]> {
  return (await readPeopleInRooms(db, [callId])).get(callId) ?? [];
}

/** The room of a call, the newest; null where it has none. */
export async function readRoom(db: Db, tenantId: string, callId: string) {
  const { data, error } = await db
    .from("rooms")
    .select("kind, started_at, answered_at, ended_at, end_reason, silence_seconds, heard_at")
    .eq("tenant_id", tenantId)
    .eq("call_id", callId)
    .order("started_at", { ascending: false })
    .limit(1)
    .maybeSingle();
  if (error) throw new Error("The room could not be read", { cause: error });
  return data;
}

/** Where a call stands. Throws AppError 404 for one that the member may not read. */
export async function readCallState(
  { db, tenant }: Pick<Member, "db" | "tenant">,
  callId: string,
): Promise<CallState> {
  const [call, room] = await Promise.all([
    db
      .from("calls")
      .select("status, stage, outcome, outcome_reason, answered_at, ended_at, duration_seconds")
      .eq("tenant_id", tenant.id)
      .eq("id", callId)
      .maybeSingle(),
    readRoom(db, tenant.id, callId),
  ]);
  if (call.error) throw new Error("The call could not be read", { cause: call.error });
  if (!call.data) throw noCall();
  if (!room) return { ...call.data, room: null };
  const { kind, ...rest } = room;
  const people = await readPeopleInRoom(db, callId);
  return { ...call.data, room: { ...rest, kind: kind === "meeting" ? kind : "call", people } };
}

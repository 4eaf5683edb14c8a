import "server-only";
import type { Member } from "@/lib/auth/member";

/** Whether somebody has asked the reader into the room of a call. */
export async function isInvited(
  { db, tenant, user_id }: Pick<Member, "db" | "tenant" | "user_id">,
  callId: string,
): Promise<boolean> {
  const { data, error } = await db
    .from("room_people")
    .select("id")
    .match({ tenant_id: tenant.id, call_id: callId, user_id, call_sid: "" })
    .maybeSingle();
  if (error) throw new Error("Whether somebody is invited could not be read", { cause: error });
  return data !== null;
}

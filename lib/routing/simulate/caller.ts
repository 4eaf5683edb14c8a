import "server-only";
import type { z } from "zod";
import type { Member } from "@/lib/auth/member";
import type { Caller } from "@/lib/routing/simulate/schema";
import type { Facts } from "@/lib/routing/turn";

export type KnownCaller = Pick<Facts, "owner_id" | "last_speaker">;

/** Whose contact a caller is and who talked with them last, as private.route_facts finds it. */
export async function readCaller(
  { db, tenant }: Member,
  { contact, number }: z.output<typeof Caller>,
): Promise<KnownCaller> {
  const [owner, spoke] = await Promise.all([
    db
      .from("contacts")
      .select("owner_id")
      .eq("tenant_id", tenant.id)
      .eq("id", contact)
      .maybeSingle(),
    db
      .from("calls")
      .select("user_id, ended_at")
      .eq("tenant_id", tenant.id)
      .eq("customer_number", number)
      .eq("outcome", "connected")
      .not("ended_at", "is", null)
      .order("created_at", { ascending: false })
      .order("id", { ascending: false })
      .limit(1)
      .maybeSingle(),
  ]);
  const error = owner.error ?? spoke.error;
  if (error) throw new Error("What is known of the caller could not be read", { cause: error });
  const { user_id = null, ended_at = null } = spoke.data ?? {};
  return {
    owner_id: owner.data?.owner_id ?? null,
    last_speaker: user_id && ended_at ? { user_id, at: Date.parse(ended_at) } : null,
  };
}

import type { Db } from "@/lib/db/supabase/server";
import type { Verification } from "@/lib/phones/decide";

/** The last verification call to one of someone's own phones; null before the first. */
export async function readLastVerification(
  db: Db,
  me: { user_id: string; tenant: { id: string } },
): Promise<Verification | null> {
  const { data, error } = await db
    .from("phone_verifications")
    .select("phone, created_at, expires_at, wrong_tries, ended_as")
    .eq("tenant_id", me.tenant.id)
    .eq("user_id", me.user_id)
    .order("created_at", { ascending: false })
    .limit(1)
    .maybeSingle();
  if (error) throw new Error("Reading how the verification stands failed", { cause: error });
  return data;
}

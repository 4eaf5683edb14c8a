import "server-only";
import type { Db } from "@/lib/db/supabase/server";
import { sipTransports } from "@/lib/livekit/machine";

/** The tenant's LiveKit account, as its people see it; null when there is none. */
export async function readLivekit(db: Db, tenantId: string) {
  const { data, error } = await db
    .from("livekit_accounts")
    .select(
      "url, api_key, sip_host, region, transport, trunk_id, dispatch_rule_id, set_up_at, is_on, has_programmable_sip, silence_seconds, reported_at",
    )
    .eq("tenant_id", tenantId)
    .maybeSingle();
  if (error) throw new Error("The LiveKit account could not be read", { cause: error });
  if (!data) return null;
  return { ...data, transport: sipTransports.find((each) => each === data.transport) ?? "tcp" };
}

export type LivekitSettings = NonNullable<Awaited<ReturnType<typeof readLivekit>>>;

type Choices = {
  is_on: boolean;
  has_programmable_sip: boolean;
  silence_seconds: number | null;
};

/**
 * Changes how calls reach the browser if it still is as `current` says; false when it is not, or
 * nothing is set up for it.
 */
export async function changeChoices(
  db: Db,
  tenantId: string,
  changes: Partial<Choices>,
  current: Choices,
  now: Date,
): Promise<boolean> {
  const row = db
    .from("livekit_accounts")
    .update({ ...changes, updated_at: now.toISOString() })
    .eq("tenant_id", tenantId)
    .eq("is_on", current.is_on)
    .eq("has_programmable_sip", current.has_programmable_sip);
  const { data, error } = await (current.silence_seconds === null
    ? row.is("silence_seconds", null)
    : row.eq("silence_seconds", current.silence_seconds)
  ).select("tenant_id");
  // livekit_on_once_set_up
  if (error?.code === "23514") return false;
  if (error) throw new Error("How calls reach the browser was not saved", { cause: error });
  return data.length === 1;
}

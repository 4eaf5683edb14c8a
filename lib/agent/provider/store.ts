import "server-only";
import type { Db } from "@/lib/db/supabase/server";

/** The model that the tenant's agents talk with, as far as its admins see it; null: none yet. */
export async function readProvider(db: Db, tenantId: string) {
  const { data, error } = await db
    .from("realtime_settings")
    .select("base_url, model, transcription_model, audio_format, api_key_last_four")
    .eq("tenant_id", tenantId)
    .maybeSingle();
  if (error) throw new Error("How voice agents talk could not be read", { cause: error });
  return data;
}

export type ProviderSettings = NonNullable<Awaited<ReturnType<typeof readProvider>>>;

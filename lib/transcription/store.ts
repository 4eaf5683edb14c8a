import "server-only";
import type { Db } from "@/lib/db/supabase/server";

/** The tenant's provider as far as its admins see it; null when there is none. */
export async function readTranscription(db: Db, tenantId: string) {
  const { data, error } = await db
    .from("transcription_settings")
    .select("base_url, model, api_key_last_four, transcribes_talks")
    .eq("tenant_id", tenantId)
    .maybeSingle();
  if (error) throw new Error("How the company transcribes could not be read", { cause: error });
  return data;
}

export type TranscriptionSettings = NonNullable<Awaited<ReturnType<typeof readTranscription>>>;

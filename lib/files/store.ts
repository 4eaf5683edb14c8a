import "server-only";
import type { Db } from "@/lib/db/supabase/server";

const columns = "id, name, content_type, seconds";

/** Audio that a company's routes can play. */
export type AudioFile = { id: string; name: string; content_type: string; seconds: number };

/** A tenant's audio files, by name. */
export async function listAudio(db: Db, tenantId: string): Promise<AudioFile[]> {
  const { data, error } = await db
    .from("audio_files")
    .select(columns)
    .eq("tenant_id", tenantId)
    .order("name")
    .order("id");
  if (error) throw new Error("The audio files could not be read", { cause: error });
  return data;
}

/** Null when the tenant has no audio file of this id. */
export async function findAudio(db: Db, tenantId: string, id: string): Promise<AudioFile | null> {
  const { data, error } = await db
    .from("audio_files")
    .select(columns)
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .maybeSingle();
  if (error) throw new Error("The audio file could not be read", { cause: error });
  return data;
}

/** A stored file of a message; null when the tenant has none of this id. */
export async function findMedia(db: Db, tenantId: string, id: string) {
  const { data, error } = await db
    .from("message_media")
    .select("id")
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .eq("state", "stored")
    .maybeSingle();
  if (error) throw new Error("The message's file could not be read", { cause: error });
  return data;
}

/** Adds a file whose bytes are stored already. */
export async function addAudio(
  db: Db,
  tenantId: string,
  file: AudioFile & { bytes: number; sha256: string },
): Promise<AudioFile> {
  const { data, error } = await db
    .from("audio_files")
    .insert({ tenant_id: tenantId, ...file })
    .select(columns)
    .single();
  if (error) throw new Error("The audio file could not be added", { cause: error });
  return data;
}

export async function nameAudio(db: Db, tenantId: string, id: string, name: string) {
  const { error } = await db
    .from("audio_files")
    .update({ name })
    .eq("tenant_id", tenantId)
    .eq("id", id);
  if (error) throw new Error("The audio file could not be renamed", { cause: error });
}

/** Removes a file, and later its bytes; false when a route plays it, or has played it. */
export async function removeAudio(db: Db, tenantId: string, id: string): Promise<boolean> {
  const { error } = await db.from("audio_files").delete().eq("tenant_id", tenantId).eq("id", id);
  // private.keep_used_audio
  if (error?.code === "23503") return false;
  if (error) throw new Error("The audio file could not be removed", { cause: error });
  return true;
}

import "server-only";
import { type Cursor, olderThan, pageOf } from "@/lib/call-log/cursor";
import type { Db } from "@/lib/db/supabase/server";
import type { VoicemailFilters } from "@/lib/voicemail/schema";

const columns =
  "id, recording_id, mailbox_id, left_at, duration_seconds, transcript, transcript_state, heard_at, heard_by, call:calls(id, customer_number, contacts(id, name, company))";

/** Whose list it is: `userId` is the reader. */
type Of = { tenantId: string; userId: string };

/** A page of messages, newest first; RLS leaves out what the reader may not hear. */
export async function listVoicemails(
  db: Db,
  { tenantId, userId }: Of,
  { mailbox, unheard }: VoicemailFilters,
  { before, size }: { before?: Cursor; size: number },
) {
  let query = db.from("voicemails").select(columns).eq("tenant_id", tenantId);
  if (mailbox === "shared") query = query.is("mailbox_id", null);
  else if (mailbox) query = query.eq("mailbox_id", mailbox === "mine" ? userId : mailbox);
  else query = query.or(sharedAndOwn(userId));
  if (unheard) query = query.is("heard_at", null);
  if (before) {
    const older = olderThan(before).replace("created_at", "left_at");
    query = query.lte("left_at", before.created_at).or(older);
  }
  const { data, error } = await query
    .order("left_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(size + 1);
  if (error) throw new Error("The voicemails could not be read", { cause: error });
  return pageOf(
    data.map((row) => ({ ...row, created_at: row.left_at })),
    size,
  );
}

export type VoicemailRow = Awaited<ReturnType<typeof listVoicemails>>["rows"][number];

const sharedAndOwn = (userId: string) => `mailbox_id.is.null,mailbox_id.eq.${userId}`;

/** Where counting stops. */
export const maxCounted = 100;

/** How many messages in the shared mailbox and one's own nobody has heard, to `maxCounted`. */
export async function countUnheard(db: Db, { tenantId, userId }: Of): Promise<number> {
  const { data, error } = await db
    .from("voicemails")
    .select("id")
    .eq("tenant_id", tenantId)
    .or(sharedAndOwn(userId))
    .is("heard_at", null)
    .order("left_at", { ascending: false })
    .limit(maxCounted);
  if (error) throw new Error("The voicemails could not be counted", { cause: error });
  return data.length;
}

/** The messages of these calls that the reader may hear, by call. */
export async function messagesOf(db: Db, tenantId: string, callIds: string[]) {
  if (callIds.length === 0) return new Map<string, MessageOfCall>();
  const { data, error } = await db
    .from("voicemails")
    .select("call_id, recording_id, duration_seconds")
    .eq("tenant_id", tenantId)
    .in("call_id", callIds);
  if (error) throw new Error("The voicemails of calls could not be read", { cause: error });
  return new Map(data.map((message) => [message.call_id, message]));
}

export type MessageOfCall = {
  call_id: string;
  recording_id: string;
  duration_seconds: number | null;
};

/** The recording of a message; null when the reader may not hear it. */
export async function recordingOf(db: Db, tenantId: string, id: string): Promise<string | null> {
  const { data, error } = await db
    .from("voicemails")
    .select("recording_id")
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .maybeSingle();
  if (error) throw new Error("The voicemail could not be read", { cause: error });
  return data?.recording_id ?? null;
}

/** False when there is no such message that this person may hear. */
export async function markHeard(
  db: Db,
  tenantId: string,
  { id, heard }: { id: string; heard: boolean },
): Promise<boolean> {
  const { data, error } = await db
    .from("voicemails")
    .update({ heard_at: heard ? new Date().toISOString() : null })
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .select("id");
  if (error) throw new Error("The voicemail could not be marked", { cause: error });
  return data.length > 0;
}

/** Gives a message to a person's mailbox, or to the shared one (null); false as `markHeard`. */
export async function assignVoicemail(
  db: Db,
  { id, mailbox }: { id: string; mailbox: string | null },
): Promise<boolean> {
  const { data, error } = await db.rpc("assign_voicemail", {
    voicemail: id,
    ...(mailbox && { person: mailbox }),
  });
  if (error) throw new Error("The voicemail could not be assigned", { cause: error });
  return data;
}

import "server-only";
import { type Cursor, olderThan, pageOf } from "@/lib/call-log/cursor";
import { guessZone } from "@/lib/core/phone-zone";
import type { Db } from "@/lib/db/supabase/server";
import type { QuietHours } from "@/lib/messages/quiet";

export const threadColumns =
  "id, customer_number, contact_id, owner_id, closed_at, last_message_at, last_direction, last_text, last_failed, unread_count, phone_number_id, contacts(id, name, company, time_zone), phone_numbers(id, number, name, removed_at)";

export const messageColumns =
  "id, thread_id, contact_id, customer_number, direction, user_id, automatic, body, media_count, status, segments, price, price_unit, error_code, error_message, opt_out, send_at, sent_at, delivered_at, created_at, message_media(id, position, content_type, name, bytes, state, problem)";

/** Null when the tenant has no such thread. */
export async function findThread(db: Db, tenantId: string, id: string) {
  const { data, error } = await db
    .from("message_threads")
    .select(threadColumns)
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .maybeSingle();
  if (error) throw new Error("The thread could not be read", { cause: error });
  return data;
}

export type Thread = NonNullable<Awaited<ReturnType<typeof findThread>>>;

/** A page of a thread's messages, newest first; with `found`, one that has this message. */
export async function listMessages(
  db: Db,
  tenantId: string,
  threadId: string,
  { before, found, size }: { before?: Cursor; found?: string; size: number },
): Promise<{ rows: Message[]; next: string | undefined }> {
  const page = await readMessages(db, tenantId, threadId, { before, size });
  if (!found || !page.next || page.rows.some(({ id }) => id === found)) return page;
  const { data, error } = await db
    .from("messages")
    .select("created_at")
    .eq("tenant_id", tenantId)
    .eq("thread_id", threadId)
    .eq("id", found)
    .maybeSingle();
  if (error) throw new Error("The message could not be read", { cause: error });
  if (!data) return page;
  // As its own moment has a higher id than any: it is the newest of its page.
  const at = { created_at: data.created_at, id: "ffffffff-ffff-ffff-ffff-ffffffffffff" };
  return await readMessages(db, tenantId, threadId, { before: at, size });
}

async function readMessages(
  db: Db,
  tenantId: string,
  threadId: string,
  { before, size }: { before: Cursor | undefined; size: number },
) {
  let query = db
    .from("messages")
    .select(messageColumns)
    .eq("tenant_id", tenantId)
    .eq("thread_id", threadId);
  if (before) query = query.lte("created_at", before.created_at).or(olderThan(before));
  const { data, error } = await query
    .order("created_at", { ascending: false })
    .order("id", { ascending: false })
    .order("position", { referencedTable: "message_media" })
    .limit(size + 1);
  if (error) throw new Error("The messages could not be read", { cause: error });
  return pageOf(data, size);
}

export type Message = Awaited<ReturnType<typeof readMessages>>["rows"][number];

/** The company's quiet hours; null for none. */
export async function readQuietHours(db: Db, tenantId: string): Promise<QuietHours | null> {
  const { data, error } = await db
    .from("tenants")
    .select("quiet_from, quiet_until")
    .eq("id", tenantId)
    .single();
  if (error) throw new Error("The quiet hours could not be read", { cause: error });
  const { quiet_from: from, quiet_until: until } = data;
  return from !== null && until !== null ? { from, until } : null;
}

/** The time zone of a contact, else of the number (E.164); null when neither is known. */
export async function readZone(
  db: Db,
  tenantId: string,
  { number, contactId }: { number: string; contactId: string | undefined },
): Promise<string | null> {
  if (!contactId) return guessZone(number);
  const { data, error } = await db
    .from("contacts")
    .select("time_zone")
    .eq("tenant_id", tenantId)
    .eq("id", contactId)
    .maybeSingle();
  if (error) throw new Error("The contact's time zone could not be read", { cause: error });
  return data?.time_zone ?? guessZone(number);
}

/** Gives a thread to a person, or to nobody; false when either is not the tenant's. */
export async function assignThread(
  db: Db,
  { id, person }: { id: string; person: string | null },
): Promise<boolean> {
  const asked = { thread: id, ...(person && { person }) };
  const { data, error } = await db.rpc("assign_thread", asked);
  if (error) throw new Error("The thread could not be assigned", { cause: error });
  return data;
}

/** Takes a thread out of the inbox until somebody writes, or puts it back; false as above. */
export async function closeThread(
  db: Db,
  { id, closed }: { id: string; closed: boolean },
): Promise<boolean> {
  const { data, error } = await db.rpc("close_thread", { thread: id, closed });
  if (error) throw new Error("The thread could not be closed", { cause: error });
  return data;
}

export async function readThread(db: Db, id: string): Promise<void> {
  const { error } = await db.rpc("read_thread", { thread: id });
  if (error) throw new Error("The thread could not be marked as read", { cause: error });
}

/**
 * The newest thread of a contact with a number that the company has, and with that number (E.164)
 * of theirs where one is given; null when there is none.
 */
export async function threadOfContact(
  db: Db,
  tenantId: string,
  { contact, number }: { contact: string; number: string | undefined },
) {
  let query = db
    .from("message_threads")
    .select("id, phone_numbers!inner(removed_at)")
    .eq("tenant_id", tenantId)
    .eq("contact_id", contact)
    .is("phone_numbers.removed_at", null);
  if (number) query = query.eq("customer_number", number);
  const { data, error } = await query
    .order("last_message_at", { ascending: false })
    .limit(1)
    .maybeSingle();
  if (error) throw new Error("The contact's threads could not be read", { cause: error });
  return data?.id ?? null;
}

/** Which of these numbers have opted out of texts from which of the company's, by number. */
export async function findOptOuts(db: Db, tenantId: string, numbers: string[]) {
  if (numbers.length === 0) return [];
  const { data, error } = await db
    .from("opt_outs")
    .select("number, phone_number_id, changed_at")
    .eq("tenant_id", tenantId)
    .eq("opted_out", true)
    .in("number", numbers);
  if (error) throw new Error("The opt-outs could not be read", { cause: error });
  return data;
}

/** A message with its files; null when the tenant has none with this id. */
export async function findMessage(db: Db, tenantId: string, id: string) {
  const { data, error } = await db
    .from("messages")
    .select(`${messageColumns}, phone_number_id`)
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .order("position", { referencedTable: "message_media" })
    .maybeSingle();
  if (error) throw new Error("The message could not be read", { cause: error });
  return data;
}

/** The contact that a message is to; undefined for none. */
export async function contactOf(
  db: Db,
  tenantId: string,
  messageId: string,
): Promise<string | undefined> {
  const { data, error } = await db
    .from("messages")
    .select("contact_id")
    .eq("tenant_id", tenantId)
    .eq("id", messageId)
    .maybeSingle();
  if (error) throw new Error("The message could not be read", { cause: error });
  return data?.contact_id ?? undefined;
}

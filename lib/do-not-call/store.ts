import "server-only";
import { type Cursor, olderThan, pageOf } from "@/lib/call-log/cursor";
import { searchWords, toE164 } from "@/lib/core/phone";
import type { Db } from "@/lib/db/supabase/server";

const columns = "id, number, note, created_at, profiles(name)";

/**
 * A page of a tenant's do-not-call list, newest first; `query` is a number as people of `country`
 * (ISO 3166-1 alpha-2) type it or a part of one, or when it has no figures a part of a note.
 */
export async function listDoNotCall(
  db: Db,
  tenantId: string,
  {
    query,
    country,
    before,
    size,
  }: { query: string; country: string; before?: Cursor; size: number },
) {
  let request = db.from("do_not_call").select(columns).eq("tenant_id", tenantId);
  const figures = searchWords(query, country).replace(/\D/g, "");
  const whole = toE164(query, country) ?? figures;
  if (figures) request = request.or(`number.like.*${figures}*,number.eq.${whole}`);
  else if (query) request = request.ilike("note", `%${query.replace(/[%_\\]/g, "\\$&")}%`);
  if (before) request = request.lte("created_at", before.created_at).or(olderThan(before));
  const { data, error } = await request
    .order("created_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(size + 1);
  if (error) throw new Error("The do-not-call list could not be read", { cause: error });
  return pageOf(data, size);
}

export type ListedNumber = Awaited<ReturnType<typeof listDoNotCall>>["rows"][number];

/** Which of these numbers (E.164) must not be called, by number. */
export async function findListed(
  db: Db,
  tenantId: string,
  numbers: string[],
): Promise<Map<string, ListedNumber>> {
  if (numbers.length === 0) return new Map();
  const { data, error } = await db
    .from("do_not_call")
    .select(columns)
    .eq("tenant_id", tenantId)
    .in("number", [...new Set(numbers)]);
  if (error) throw new Error("The do-not-call list could not be read", { cause: error });
  return new Map(data.map((row) => [row.number, row]));
}

/** Adds numbers (E.164); gives how many were not on the list yet. */
export async function addNumbers(
  db: Db,
  tenantId: string,
  numbers: string[],
  note: string | null,
): Promise<number> {
  const rows = numbers.map((number) => ({ tenant_id: tenantId, number, note }));
  const { data, error } = await db
    .from("do_not_call")
    .upsert(rows, { onConflict: "tenant_id,number", ignoreDuplicates: true })
    .select("id");
  if (error) throw new Error("The numbers could not be added", { cause: error });
  return data.length;
}

export async function takeOffNumber(db: Db, tenantId: string, number: string): Promise<void> {
  const { error } = await db
    .from("do_not_call")
    .delete()
    .eq("tenant_id", tenantId)
    .eq("number", number);
  if (error) throw new Error("The number could not be taken off the list", { cause: error });
}

import "server-only";
import { z } from "zod";
import { noCallList } from "@/lib/call-lists/store";
import { AppError } from "@/lib/core/errors";
import type { Db } from "@/lib/db/supabase/server";

const Claim = z.object({
  kind: z.enum(["entry", "on_call", "more", "none", "paused", "finished"]),
  id: z.uuid().optional(),
});
export type Claim = z.infer<typeof Claim>;

/** A list has at most 10,000 contacts, and a claim looks at 100 of them. */
const maxTries = 101;

/** The next contact of a list for whoever asks: see public.claim_call_list_entry. Throws 404. */
export async function claimNext(db: Db, list: string): Promise<Claim> {
  for (let tries = 0; tries < maxTries; tries += 1) {
    const { data, error } = await db.rpc("claim_call_list_entry", { list });
    if (error) throw new Error("The next contact could not be read", { cause: error });
    if (data === null) throw noCallList();
    const claim = Claim.parse(data);
    if (claim.kind !== "more") return claim;
  }
  throw new Error("The call list does not come to an end");
}

/** Takes a contact off whoever has it, with the reason. Throws 409 when that is not the asker. */
export async function skipEntry(
  db: Db,
  { entry, reason, note }: { entry: string; reason: string; note: string },
): Promise<void> {
  const { data, error } = await db.rpc("skip_call_list_entry", { entry, why: reason, note });
  if (error) throw new Error("The contact could not be skipped", { cause: error });
  if (data) return;
  throw new AppError("conflict", "not_your_contact", "This contact isn't yours any more.");
}

/** Whoever has only numbers where calls may not go waits: see public.put_off_call_list_entries. */
export async function putOff(db: Db, list: string, entries: string[]): Promise<void> {
  const { error } = await db.rpc("put_off_call_list_entries", { list, entries });
  if (error) throw new Error("The contacts could not be put off", { cause: error });
}

const columns =
  "id, state, contact_id, is_calling, attempts, call_id, disposition_id, outcome, reason, next_attempt_at, contacts(name)";

/**
 * Where a person is in a list: the contact that they have, with the stage of its call, and the last
 * one that they are done with.
 */
export async function readWork(db: Db, tenantId: string, listId: string, userId: string) {
  const entries = () =>
    db.from("call_list_entries").select(columns).eq("tenant_id", tenantId).eq("list_id", listId);
  const [own, last] = await Promise.all([
    entries().eq("state", "claimed").eq("claimed_by", userId).maybeSingle(),
    entries()
      .eq("finished_by", userId)
      .order("finished_at", { ascending: false })
      .limit(1)
      .maybeSingle(),
  ]);
  const error = own.error ?? last.error;
  if (error) throw new Error("The contact could not be read", { cause: error });
  const stage = own.data?.is_calling ? await readStage(db, tenantId, own.data.call_id) : null;
  return { own: own.data && { ...own.data, stage }, last: last.data };
}

export type Work = Awaited<ReturnType<typeof readWork>>;

async function readStage(db: Db, tenantId: string, callId: string | null) {
  const { data, error } = await db
    .from("calls")
    .select("stage, outcome")
    .eq("tenant_id", tenantId)
    .eq("id", callId ?? "")
    .maybeSingle();
  if (error) throw new Error("The call could not be read", { cause: error });
  return data;
}

/**
 * When the next who waits may be called: "now", a moment (ISO 8601), "not_allowed" where the
 * first who waits has only numbers where calls may not go, or null for nobody.
 */
export async function nextDue(
  db: Db,
  tenantId: string,
  listId: string,
  now: Date,
): Promise<string | null> {
  const { data, error } = await db
    .from("call_list_entries")
    .select("next_attempt_at, reason")
    .eq("tenant_id", tenantId)
    .eq("list_id", listId)
    .eq("state", "waiting")
    .order("next_attempt_at")
    .limit(1)
    .maybeSingle();
  if (error) throw new Error("Who waits could not be read", { cause: error });
  if (!data) return null;
  const at = Date.parse(data.next_attempt_at);
  if (Number.isNaN(at) || at <= now.getTime()) return "now";
  return data.reason === "not_allowed" ? "not_allowed" : data.next_attempt_at;
}

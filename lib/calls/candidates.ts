import "server-only";
import { AppError } from "@/lib/core/errors";
import type { Db } from "@/lib/db/supabase/server";

/** The contacts that have a number (E.164), whoever had it first; at most ten. */
export async function listCandidates(db: Db, tenantId: string, number: string) {
  const { data, error } = await db
    .from("contact_phones")
    .select("created_at, contacts!inner(id, name, company)")
    .eq("tenant_id", tenantId)
    .eq("phone", number)
    .order("created_at")
    .order("id")
    .limit(10);
  if (error) throw new Error("Who has the number could not be read", { cause: error });
  return data.map(({ contacts: contact }) => contact);
}

export type Candidate = Awaited<ReturnType<typeof listCandidates>>[number];

/**
 * Says which of the contacts that have a call's number the call was with. Throws 404 when the call
 * is not this tenant's, or the contact does not have the number.
 */
export async function chooseCallContact(
  db: Db,
  chosen: { call: string; contact: string },
): Promise<void> {
  const { data, error } = await db.rpc("choose_call_contact", chosen);
  if (error) throw new Error("The call's contact could not be chosen", { cause: error });
  if (!data) {
    const message = "This contact doesn't have the call's number any more.";
    throw new AppError("not_found", "not_a_candidate", message);
  }
}

import "server-only";
import { AppError } from "@/lib/core/errors";
import type { Db } from "@/lib/db/supabase/server";

export type Candidate = { id: string; name: string; company: string };

/**
 * The contacts that have these numbers (E.164), whoever had them first; at most fifty. Gives those
 * of a number.
 */
export async function readCandidates(
  db: Db,
  tenantId: string,
  numbers: string[],
): Promise<(number: string) => Candidate[]> {
  const { data, error } = await db
    .from("contact_phones")
    .select("phone, contacts!inner(id, name, company)")
    .eq("tenant_id", tenantId)
    .in("phone", numbers)
    .order("created_at")
    .order("id")
    .limit(50);
  if (error) throw new Error("Who has the numbers could not be read", { cause: error });
  return (number) =>
    data.filter(({ phone }) => phone === number).map(({ contacts: contact }) => contact);
}

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

import "server-only";
import type { Member } from "@/lib/auth/member";
import { readRung } from "@/lib/call-control/rung";
import { noCall } from "@/lib/calls/existing";
import { formatPhone } from "@/lib/core/phone";
import { type LastNote, lastNoteOf } from "@/lib/wrapups/last-note";
import { readNotes } from "@/lib/wrapups/read";

/**
 * With whom a call is, a contact's name and company or the number alone, what was written of them
 * last, and how the call rings the person: `via`, the name of a step of its route, and whether it
 * is for them alone.
 */
export type Caller = {
  name: string;
  detail: string;
  lastNote: LastNote | null;
  via: string | null;
  isAlone: boolean;
};

/** Throws 404 when the call is not one of the member's company. */
export async function readCaller(member: Member, callId: string, now: Date): Promise<Caller> {
  const { db, tenant } = member;
  const { data, error } = await db
    .from("calls")
    .select("id, customer_number, contact_id, contacts(name, company)")
    .eq("tenant_id", tenant.id)
    .eq("id", callId)
    .maybeSingle();
  if (error) throw new Error("The caller could not be read", { cause: error });
  if (!data) throw noCall();
  const { contacts: contact, contact_id } = data;
  const [rung, notes] = await Promise.all([
    readRung(member, callId),
    contact_id === null ? null : readNotes(member, [callId], [contact_id]),
  ]);
  const number = formatPhone(data.customer_number, tenant.country_code);
  return {
    name: contact?.name ?? number,
    detail: contact ? [contact.company, number].filter(Boolean).join(" · ") : "",
    lastNote: notes && lastNoteOf(notes, data, tenant.time_zone, now),
    via: rung?.via ?? null,
    isAlone: rung?.isAlone ?? false,
  };
}

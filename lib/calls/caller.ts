import "server-only";
import type { Member } from "@/lib/auth/member";
import { noCall } from "@/lib/calls/existing";
import { formatPhone } from "@/lib/core/phone";

/** With whom a call is: a contact's name and company, or the number alone. */
export type Caller = { name: string; detail: string };

/** Throws 404 when the call is not one of the member's company. */
export async function readCaller({ db, tenant }: Member, callId: string): Promise<Caller> {
  const { data, error } = await db
    .from("calls")
    .select("customer_number, contacts(name, company)")
    .eq("tenant_id", tenant.id)
    .eq("id", callId)
    .maybeSingle();
  if (error) throw new Error("The caller could not be read", { cause: error });
  if (!data) throw noCall();
  const number = formatPhone(data.customer_number, tenant.country_code);
  const { contacts: contact } = data;
  if (!contact) return { name: number, detail: "" };
  return { name: contact.name, detail: [contact.company, number].filter(Boolean).join(" · ") };
}

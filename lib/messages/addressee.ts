import "server-only";
import type { Db } from "@/lib/db/supabase/server";

/** A contact to write to, with their numbers (E.164), mobiles first; null when it is not there. */
export async function addresseeOf(db: Db, tenantId: string, id: string) {
  const { data, error } = await db
    .from("contacts")
    .select("id, name, company, time_zone, contact_phones(phone, label, position)")
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .maybeSingle();
  if (error) throw new Error("The contact could not be read", { cause: error });
  if (!data) return null;
  const { contact_phones: phones, ...contact } = data;
  const order = phones.toSorted(
    (a, b) =>
      Number(b.label === "mobile") - Number(a.label === "mobile") || a.position - b.position,
  );
  return { ...contact, phones: order.map(({ phone }) => phone) };
}

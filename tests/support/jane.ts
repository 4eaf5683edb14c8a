import { given } from "@/tests/database/rls/visitor";
import type { TestTenant } from "@/tests/support/tenant";
import { customer } from "@/tests/telephony/calls/walk";

/** Jane Doe, a contact whom the customer's number belongs to; her id. */
export async function plantJane(
  { id: tenant_id, rep: { db } }: TestTenant,
  more: { company?: string; owner_id?: string } = {},
): Promise<string> {
  const row = { tenant_id, name: "Jane Doe", ...more };
  const { id } = await given(db.from("contacts").insert(row).select("id").single());
  const phone = { tenant_id, contact_id: id, phone: customer };
  await given(db.from("contact_phones").insert(phone).select("id"));
  return id;
}

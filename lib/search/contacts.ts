import "server-only";
import type { Member } from "@/lib/auth/member";
import { searchContacts } from "@/lib/contacts/store";
import { formatPhone, withExtension } from "@/lib/core/phone";
import type { Found } from "@/lib/search/schema";

/** Contacts by name, company or number, each with its main number to call. */
export async function findContacts({ db, tenant }: Member, query: string): Promise<Found[]> {
  const country = tenant.country_code;
  const rows = await searchContacts(db, query, { country, size: 8 });
  return rows.map(({ id, name, company, contact_phones: [main] }) => {
    const call = main && {
      to: withExtension(main.phone, main.extension),
      shown: formatPhone(main.phone, country, main.extension),
      contactId: id,
    };
    const detail = [company, call?.shown].filter(Boolean).join(" · ");
    return { kind: "contact", id, title: name, detail, href: `/contacts/${id}`, call };
  });
}

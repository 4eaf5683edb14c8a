import "server-only";
import type { Member } from "@/lib/auth/member";
import { type Contact, searchContacts } from "@/lib/contacts/store";
import { formatPhone } from "@/lib/core/phone";
import { findDuplicates } from "@/lib/merges/duplicates";

const size = 20;

/** Contacts to merge with one: those found by what was typed, else those that look like it. */
export async function findOthers({ db, tenant }: Member, contact: Contact, query: string) {
  const country = tenant.country_code;
  if (query !== "") {
    const rows = await searchContacts(db, query, { country, size });
    return rows
      .filter(({ id }) => id !== contact.id)
      .map(({ id, name, company, contact_phones: [main] }) => {
        const number = main && formatPhone(main.phone, country, main.extension);
        return { id, name, detail: [company, number].filter(Boolean).join(" · ") };
      });
  }
  const found = await findDuplicates(db, {
    phones: contact.contact_phones.map(({ phone }) => phone),
    emails: contact.contact_emails.map(({ email }) => email),
    ...{ name: contact.name, company: contact.company, besides: contact.id },
  });
  const ids = [...new Set(found.map(({ id }) => id))];
  return ids.flatMap((id) => {
    const reasons = found.filter((each) => each.id === id);
    const [first] = reasons;
    if (!first) return [];
    const alike = reasons.map(({ kind, value }) =>
      kind === "phone" ? formatPhone(value, country) : kind === "email" ? value : "same name",
    );
    const detail = [first.company, first.archived && "archived", ...alike].filter(Boolean);
    return [{ id, name: first.name, detail: detail.join(" · ") }];
  });
}

import "server-only";
import type { Member } from "@/lib/auth/member";
import { assemble, flatten, numberOf } from "@/lib/contacts/decide";
import type { SaveContact } from "@/lib/contacts/schema";
import { noContact, readContact, readContactEditors, saveContact } from "@/lib/contacts/store";
import { formatPhone } from "@/lib/core/phone";
import type { Edit } from "@/lib/edits/decide";
import { namedEditors } from "@/lib/edits/editors";
import { saveEdit } from "@/lib/edits/save";
import { listColleagues } from "@/lib/team/store";

const names: Record<string, string> = {
  name: "the name",
  company: "the company",
  email: "the email",
  owner_id: "the owner",
};

/**
 * Saves a contact's form: only what was changed in it. With `isNew` a form that is sent twice makes
 * one contact. Throws `EditConflict` where someone else changed the same, 404 when the contact is
 * not this tenant's.
 */
export async function saveContactForm(
  { db, tenant, user_id }: Member,
  typed: SaveContact,
  edit: Edit,
  { isNew }: { isNew: boolean },
): Promise<void> {
  const blank = { id: typed.id, name: "", company: "", email: "", owner_id: null };
  let was: SaveContact | null = null;
  let people: { user_id: string; name: string }[] = [];
  await saveEdit(edit, flatten(typed, edit.loaded), {
    read: async () => {
      was = await readContact(db, tenant.id, typed.id);
      if (!was && !isNew) throw noContact();
      return flatten(was ?? { ...blank, phones: [] });
    },
    write: async (changes) => {
      if (!was) return saveContact(db, typed, null);
      const contact = assemble(changes, was, typed, edit.loaded);
      if (JSON.stringify(contact) === JSON.stringify(was)) return true;
      return saveContact(db, contact, was);
    },
    describe: (field, value) => {
      const number = numberOf(field);
      if (number) {
        const label = value && typeof value === "object" && "label" in value ? value.label : "";
        return {
          name: `the number ${formatPhone(number, tenant.country_code)}`,
          value: String(label),
        };
      }
      const owner = people.find((person) => person.user_id === value);
      const shown = field === "owner_id" ? (owner?.name ?? "") : String(value ?? "");
      return { name: names[field] ?? field, value: shown };
    },
    editors: async (fields) => {
      people = fields.includes("owner_id")
        ? await listColleagues(db, tenant.id, { former: true })
        : [];
      const by = await readContactEditors(db, tenant.id, typed.id);
      const last = fields.map((field): [string, string | undefined] => [field, by[field]]);
      return namedEditors({ db, tenant, user_id }, new Map(last));
    },
  });
}

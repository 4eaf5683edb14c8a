import "server-only";
import type { Member } from "@/lib/auth/member";
import { assemble, flatten, partsOf } from "@/lib/contacts/decide";
import { noContact, readContact, readContactEditors, saveContact } from "@/lib/contacts/saved";
import type { SaveContact } from "@/lib/contacts/schema";
import { fieldNames } from "@/lib/contacts/words";
import { formatPhone } from "@/lib/core/phone";
import type { Edit } from "@/lib/edits/decide";
import { namedEditors } from "@/lib/edits/editors";
import { saveEdit } from "@/lib/edits/save";
import { listStages } from "@/lib/stages/store";
import { listColleagues } from "@/lib/team/store";

/**
 * Saves a contact's form: only what was changed in it. With `isNew` a form that is sent twice makes
 * one contact. `fields` are the company's own fields by id. Throws `EditConflict` where someone
 * else changed the same, 404 when the contact is not this tenant's.
 */
export async function saveContactForm(
  { db, tenant, user_id }: Member,
  typed: SaveContact,
  edit: Edit,
  { isNew, fields }: { isNew: boolean; fields: { id: string; name: string }[] },
): Promise<void> {
  let was: Awaited<ReturnType<typeof readContact>> = null;
  const named = new Map<unknown, string>();
  await saveEdit(edit, flatten(typed, edit.loaded), {
    read: async () => {
      was = await readContact(db, tenant.id, typed.id);
      if (!was && !isNew) throw noContact();
      return flatten(was?.contact ?? blank(typed.id));
    },
    write: async (changes) => {
      if (!was) return saveContact(db, typed, null);
      const contact = assemble(changes, was.contact, typed, edit.loaded);
      if (JSON.stringify(contact) === JSON.stringify(was.contact)) return true;
      return saveContact(db, contact, was.version);
    },
    describe: (field, value) => {
      const { kind, key } = partsOf(field);
      const label = value && typeof value === "object" && "label" in value ? value.label : "";
      if (kind === "phone") {
        return {
          name: `the number ${formatPhone(key, tenant.country_code)}`,
          value: String(label),
        };
      }
      if (kind === "email") return { name: `the email ${key}`, value: String(label) };
      if (kind === "tag") return { name: `the tag “${key}”`, value: value ? key : "" };
      const own = fields.find(({ id }) => kind === "custom" && id === key);
      if (own) return { name: `“${own.name}”`, value: shown(value) };
      const isId = field === "owner_id" || field === "stage_id";
      return {
        name: fieldNames[field] ?? field,
        value: isId ? (named.get(value) ?? "") : shown(value),
      };
    },
    editors: async (changed) => {
      if (changed.includes("owner_id")) {
        const people = await listColleagues(db, tenant.id, { former: true });
        for (const { user_id: id, name } of people) named.set(id, name);
      }
      if (changed.includes("stage_id")) {
        const stages = await listStages(db, tenant.id, { archived: true });
        for (const { id, name } of stages) named.set(id, name);
      }
      const by = await readContactEditors(db, tenant.id, typed.id);
      const last = changed.map((field): [string, string | undefined] => [field, by[field]]);
      return namedEditors({ db, tenant, user_id }, new Map(last));
    },
  });
}

const shown = (value: unknown) => (value === true ? "yes" : String(value ?? ""));

const blank = (id: string): SaveContact => ({
  ...{ id, name: "", company: "", title: "", owner_id: null, stage_id: null },
  ...{ address: "", time_zone: null, custom: {}, phones: [], emails: [], tags: [] },
});

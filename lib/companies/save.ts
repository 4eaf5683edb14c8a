import "server-only";
import type { Member } from "@/lib/auth/member";
import type { SaveCompany } from "@/lib/companies/schema";
import { getCompany, noCompany, updateCompany } from "@/lib/companies/store";
import { formatPhone } from "@/lib/core/phone";
import type { Edit } from "@/lib/edits/decide";
import { saveEdit } from "@/lib/edits/save";
import { only } from "@/lib/edits/still";

const names: Record<string, string> = {
  name: "the name",
  phone: "the number",
  extension: "the extension",
  website: "the website",
  address: "the address",
};

/** Saves a company's form: only what was changed in it. Throws `EditConflict`, 404. */
export async function saveCompanyForm(
  { db, tenant }: Member,
  { id, ...typed }: SaveCompany,
  edit: Edit,
): Promise<void> {
  let stored: Partial<SaveCompany> = {};
  await saveEdit<Partial<SaveCompany>>(edit, typed, {
    read: async () => {
      const company = await getCompany(db, tenant.id, id);
      if (!company) throw noCompany();
      stored = only(company, typed);
      return stored;
    },
    write: (changes) => updateCompany(db, tenant.id, id, changes, only(stored, changes)),
    describe: (field, value) => ({
      name: names[field] ?? field,
      value:
        field === "phone" && typeof value === "string"
          ? formatPhone(value, tenant.country_code)
          : String(value ?? ""),
    }),
    // The activity log knows, and only admins may read it.
    editors: async () => new Map(),
  });
}

import "server-only";
import type { Member } from "@/lib/auth/member";
import type { SaveCompany } from "@/lib/companies/schema";
import { getCompany, noCompany, updateCompany } from "@/lib/companies/store";
import { formatPhone } from "@/lib/core/phone";
import type { Edit } from "@/lib/edits/decide";
import { lastEditors } from "@/lib/edits/editors";
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
  {
    db,
    tenant,
    user_id,
  }: Pick<Member, "db" | "user_id"> & {
    tenant: { id: string; country_code: string };
  },
  { id, ...typed }: SaveCompany,
  edit: Edit,
): Promise<void> {
  let stored: Partial<SaveCompany> = {};
  let edited_by: unknown = {};
  await saveEdit<Partial<SaveCompany>>(edit, typed, {
    read: async () => {
      const company = await getCompany(db, tenant.id, id);
      if (!company) throw noCompany();
      stored = only(company, typed);
      edited_by = company.edited_by;
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
    editors: (fields) => lastEditors({ db, tenant, user_id }, edited_by, fields),
  });
}

import "server-only";
import type { Member } from "@/lib/auth/member";
import { readTenant, type TenantSettings, updateTenant } from "@/lib/company/store";
import { describeSetting } from "@/lib/company/words";
import { auditedEditors } from "@/lib/edits/editors";
import { saveEdit } from "@/lib/edits/save";
import { readEdit } from "@/lib/edits/schema";
import { only } from "@/lib/edits/still";

/**
 * Saves some of a company's settings as a form sent them: only what was changed in it. Throws
 * `EditConflict`.
 */
export async function saveTenantForm(
  member: Member,
  typed: Partial<TenantSettings>,
  form: FormData,
): Promise<void> {
  const { db, tenant } = member;
  let stored: Partial<TenantSettings> = {};
  await saveEdit<Partial<TenantSettings>>(readEdit(form), typed, {
    read: async () => {
      stored = await readTenant(db, tenant.id);
      // As the form shows it.
      const allowed_countries = stored.allowed_countries ?? [tenant.country_code];
      return only({ ...stored, allowed_countries }, typed);
    },
    write: (changes) => updateTenant(db, tenant.id, changes, only(stored, changes)),
    describe: describeSetting,
    editors: (fields) => auditedEditors(member, { kind: "settings", subject: tenant.id }, fields),
  });
}

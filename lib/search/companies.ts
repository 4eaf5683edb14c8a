import "server-only";
import type { Member } from "@/lib/auth/member";
import { searchCompanies } from "@/lib/companies/store";
import { formatPhone, withExtension } from "@/lib/core/phone";
import type { Found } from "@/lib/search/schema";

const maxFound = 5;

/** Companies by any part of their name, each with its main number to call. */
export async function findCompanies({ db, tenant }: Member, query: string): Promise<Found[]> {
  const rows = await searchCompanies(db, query, maxFound);
  return rows.map(({ id, name, phone, extension }) => {
    const shown = phone && formatPhone(phone, tenant.country_code, extension);
    const call = phone && shown ? { to: withExtension(phone, extension), shown } : undefined;
    const detail = ["Company", shown].filter(Boolean).join(" · ");
    return { kind: "company", id, title: name, detail, href: `/companies/${id}`, call };
  });
}

import "server-only";
import { FieldError } from "@/lib/auth/action";
import type { SaveCompany } from "@/lib/companies/schema";
import { AppError } from "@/lib/core/errors";
import type { Db } from "@/lib/db/supabase/server";
import { whereStill } from "@/lib/edits/still";

const columns = "id, name, sort_name, phone, extension, website, address";
/** With a few of its people, to say whose company it is. */
const listColumns = `${columns}, contacts(id, name)` as const;
const peopleShown = 4;

/** A page of a tenant's companies by name. `after` is the `next` of the page before. */
export async function listCompanies(
  db: Db,
  tenantId: string,
  { after, size }: { after?: string; size: number },
) {
  let query = db.from("companies").select(listColumns).eq("tenant_id", tenantId);
  if (after) query = query.gt("sort_name", after);
  const { data, error } = await query
    .is("contacts.archived_at", null)
    .order("sort_name")
    .order("sort_name", { referencedTable: "contacts" })
    .limit(peopleShown, { referencedTable: "contacts" })
    .limit(size + 1);
  if (error) throw new Error("The companies could not be read", { cause: error });
  const rows = data.slice(0, size);
  return { rows, next: data.length > size ? rows.at(-1)?.sort_name : undefined };
}

export type CompanyRow = Awaited<ReturnType<typeof listCompanies>>["rows"][number];

/** Companies with every word that was typed in their name, by name; some `size` of them. */
export async function searchCompanies(db: Db, query: string, size: number): Promise<CompanyRow[]> {
  const { data, error } = await db
    .rpc("search_companies", { query, page_size: size })
    .select(listColumns)
    .is("contacts.archived_at", null)
    .order("sort_name")
    .order("sort_name", { referencedTable: "contacts" })
    .limit(peopleShown, { referencedTable: "contacts" });
  if (error) throw new Error("The companies could not be searched", { cause: error });
  return data;
}

/** One company; null when it is not this tenant's. */
export async function getCompany(db: Db, tenantId: string, id: string) {
  const { data, error } = await db
    .from("companies")
    .select(`${columns}, edited_by`)
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .maybeSingle();
  if (error) throw new Error("The company could not be read", { cause: error });
  return data;
}

export type Company = NonNullable<Awaited<ReturnType<typeof getCompany>>>;

/** A company's people by name, at most `size` and one more; archived ones are left out. */
export async function listPeople(db: Db, tenantId: string, companyId: string, size: number) {
  const { data, error } = await db
    .from("contacts")
    .select("id, name, title, contact_stages(name), contact_phones(phone, extension, label)")
    .eq("tenant_id", tenantId)
    .eq("company_id", companyId)
    .is("archived_at", null)
    .order("sort_name")
    .order("id")
    .order("position", { referencedTable: "contact_phones" })
    .limit(size + 1);
  if (error) throw new Error("The company's people could not be read", { cause: error });
  return data;
}

export type CompanyPerson = Awaited<ReturnType<typeof listPeople>>[number];

/** Adds a company; one that is there by this id stays. Throws `FieldError` for a taken name. */
export async function addCompany(db: Db, tenantId: string, company: SaveCompany): Promise<void> {
  const { error } = await db.from("companies").insert({ ...company, tenant_id: tenantId });
  // A form that was sent twice.
  if (error?.code === taken && (await getCompany(db, tenantId, company.id))) return;
  if (error) throw saveError(error);
}

/** False when it is no longer as it `was`. Throws `FieldError` for a taken name. */
export async function updateCompany(
  db: Db,
  tenantId: string,
  id: string,
  changes: Partial<SaveCompany>,
  was: Partial<SaveCompany>,
): Promise<boolean> {
  const updated_at = new Date().toISOString();
  const query = db
    .from("companies")
    .update({ ...changes, updated_at })
    .eq("tenant_id", tenantId)
    .eq("id", id);
  const { data, error } = await whereStill(query, was).select("id");
  if (error) throw saveError(error);
  return data.length > 0;
}

/** Throws when it still has people, archived ones too, and 404 when it is not this tenant's. */
export async function deleteCompany(db: Db, tenantId: string, id: string): Promise<void> {
  const { data, error } = await db
    .from("companies")
    .delete()
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .select("id");
  if (error?.code === inUse) {
    throw new AppError("conflict", "has_people", "This company still has people.");
  }
  if (error) throw new Error("The company could not be deleted", { cause: error });
  if (data.length === 0) throw noCompany();
}

export function noCompany(): AppError {
  return new AppError("not_found", "company_not_found", "This company doesn't exist.");
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const taken = "23505";
const inUse = "23503";

const saveError = (error: { code: string }) =>
  error.code === taken
    ? new FieldError("name", "There is a company with this name.")
    : new Error("The company could not be saved", { cause: error });

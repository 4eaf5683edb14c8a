import "server-only";
import { z } from "zod";
import type { SaveContact } from "@/lib/contacts/schema";
import { AppError } from "@/lib/errors";
import { numberBeginning, searchWords } from "@/lib/phone";
import type { Db } from "@/lib/supabase/server";

const listColumns =
  "id, name, sort_name, company, contact_phones(id, phone, extension, label, position), calls(id, direction, status, stage, outcome, duration_seconds, created_at)";

const After = z.tuple([z.string(), z.uuid()]);

/** The place of a contact in the list, for an address. */
function placeOf({ sort_name, id }: { sort_name: string; id: string }): string {
  return Buffer.from(JSON.stringify([sort_name, id])).toString("base64url");
}

function readPlace(text: string | undefined) {
  if (!text) return undefined;
  try {
    return After.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
  } catch {
    return undefined;
  }
}

/** A value inside a PostgREST `or=(…)`. https://docs.postgrest.org/en/stable/references/api/url_grammar.html#reserved-characters */
function quoted(value: string): string {
  return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** A page of a tenant's contacts by name, each with its numbers and its last call. `after` is the `next` of the page before. */
export async function listContacts(
  db: Db,
  tenantId: string,
  page: { after?: string; size: number },
) {
  let query = db.from("contacts").select(listColumns).eq("tenant_id", tenantId);
  const after = readPlace(page.after);
  if (after) {
    const [name, id] = after;
    query = query.gte("sort_name", name).or(`sort_name.gt.${quoted(name)},id.gt.${id}`);
  }
  const { data, error } = await query
    .order("sort_name")
    .order("id")
    .order("position", { referencedTable: "contact_phones" })
    .order("created_at", { referencedTable: "calls", ascending: false })
    .limit(1, { referencedTable: "calls" })
    .limit(page.size + 1);
  if (error) throw new Error("The contacts could not be read", { cause: error });
  const rows = data.slice(0, page.size);
  const last = rows.at(-1);
  return { rows, next: data.length > page.size && last ? placeOf(last) : undefined };
}

export type ContactRow = Awaited<ReturnType<typeof listContacts>>["rows"][number];

/**
 * Contacts that match every word by its beginning, or a number however people of `country` (ISO 3166-1 alpha-2) type it,
 * by name; some `size` of them when more do.
 */
export async function searchContacts(
  db: Db,
  query: string,
  { country, size }: { country: string; size: number },
): Promise<ContactRow[]> {
  const { data, error } = await db
    .rpc("search_contacts", {
      query: searchWords(query, country),
      page_size: size,
      number_beginning: numberBeginning(query, country),
    })
    .select(listColumns)
    .order("sort_name")
    .order("id")
    .order("position", { referencedTable: "contact_phones" })
    .order("created_at", { referencedTable: "calls", ascending: false })
    .limit(1, { referencedTable: "calls" });
  if (error) throw new Error("The contacts could not be searched", { cause: error });
  return data;
}

/** One contact with its numbers and owner; null when it is not this tenant's. */
export async function getContact(db: Db, tenantId: string, id: string) {
  const { data, error } = await db
    .from("contacts")
    .select(
      "id, name, company, email, notes, owner_id, contact_phones(id, phone, extension, label, position), profiles(name, removed_at)",
    )
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .order("position", { referencedTable: "contact_phones" })
    .maybeSingle();
  if (error) throw new Error("The contact could not be read", { cause: error });
  return data;
}

/** Which other contacts have a number (E.164) of this one. Calls from a shared number go to whoever had it first. */
export async function listSharers(
  db: Db,
  tenantId: string,
  { id, contact_phones }: Pick<Contact, "id" | "contact_phones">,
) {
  const { data, error } = await db
    .from("contact_phones")
    .select("phone, contacts!inner(id, name)")
    .eq("tenant_id", tenantId)
    .in(
      "phone",
      contact_phones.map(({ phone }) => phone),
    )
    .neq("contact_id", id)
    .limit(20);
  if (error) throw new Error("Who shares the numbers could not be read", { cause: error });
  return data;
}

export type Sharer = Awaited<ReturnType<typeof listSharers>>[number];

export type Contact = NonNullable<Awaited<ReturnType<typeof getContact>>>;

/**
 * Adds (`isNew`) or changes a contact with its numbers, all or nothing; a form sent twice makes one contact.
 * Throws 404 when the contact is not this tenant's.
 */
export async function saveContact(
  db: Db,
  { phones, ...fields }: SaveContact,
  { isNew }: { isNew: boolean },
): Promise<void> {
  const contact = { ...fields, is_new: isNew };
  const { data: saved, error } = await db.rpc("save_contact", { contact, phones });
  if (error) throw new Error("The contact could not be saved", { cause: error });
  if (!saved) throw new AppError("not_found", "contact_not_found", "This contact does not exist.");
}

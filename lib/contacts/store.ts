import "server-only";
import { z } from "zod";
import { FieldError } from "@/lib/auth/action";
import { PhoneLabel, type SaveContact } from "@/lib/contacts/schema";
import { AppError } from "@/lib/core/errors";
import { numberBeginning, searchWords } from "@/lib/core/phone";
import { isStorable } from "@/lib/core/text";
import type { Db } from "@/lib/db/supabase/server";

const listColumns =
  "id, name, sort_name, company, contact_phones(id, phone, extension, label, position), calls(id, direction, status, stage, outcome, duration_seconds, created_at)";

const After = z.tuple([z.string().refine(isStorable), z.uuid()]);

/** The place of a contact in the list, for an address. */
export function placeOf({ sort_name, id }: { sort_name: string; id: string }): string {
  return Buffer.from(JSON.stringify([sort_name, id])).toString("base64url");
}

export function readPlace(text: string | undefined) {
  if (!text) return undefined;
  try {
    return After.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
  } catch {
    return undefined;
  }
}

/** A value inside a PostgREST `or=(…)`. https://docs.postgrest.org/en/stable/references/api/url_grammar.html#reserved-characters */
export function quoted(value: string): string {
  return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/**
 * A page of a tenant's contacts by name, each with its numbers and its last call. `after` is the
 * `next` of the page before.
 */
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
 * Contacts that match every word by its beginning, or a number however people of `country` (ISO
 * 3166-1 alpha-2) type it, by name; some `size` of them when more do.
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
      "id, name, company, email, owner_id, contact_phones(id, phone, extension, label, position), profiles(name, removed_at)",
    )
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .order("position", { referencedTable: "contact_phones" })
    .maybeSingle();
  if (error) throw new Error("The contact could not be read", { cause: error });
  return data;
}

/**
 * Which other contacts have a number (E.164) of this one. Calls from a shared number go to whoever
 * had it first.
 */
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
 * Adds a contact (`was` null) with its numbers, or changes it if it still is as it `was`; all or
 * nothing. False when someone has saved it meanwhile. Throws 404 when the contact is not this
 * tenant's.
 */
export async function saveContact(
  db: Db,
  { phones, ...contact }: SaveContact,
  was: SaveContact | null,
): Promise<boolean> {
  const { id: _, phones: had, ...before } = was ?? { ...contact, phones };
  const byNumber = had.toSorted((one, other) => (one.phone < other.phone ? -1 : 1));
  const { data, error } = await db.rpc("save_contact", {
    contact,
    phones,
    was: was && { ...before, phones: byNumber },
  });
  if (error?.code === noSuchPerson) {
    throw new FieldError("owner_id", "This person isn't on your team. Choose someone else.");
  }
  if (error) throw new Error("The contact could not be saved", { cause: error });
  if (data === "not_found") throw noContact();
  return data === "saved";
}

/** The contact as its form saves it; null when there is none, or when it is not this tenant's. */
export async function readContact(
  db: Db,
  tenantId: string,
  id: string,
): Promise<SaveContact | null> {
  const found = await getContact(db, tenantId, id);
  return found && toForm(found);
}

export function toForm({ contact_phones, profiles: _, ...contact }: Contact): SaveContact {
  const phones = contact_phones.map(({ phone, extension, label }) => ({
    phone,
    extension,
    label: PhoneLabel.catch("other").parse(label),
  }));
  return { ...contact, phones };
}

/** Who has changed a column of a contact, or a number ("phone:+1…"), last: ids by name. */
export async function readContactEditors(
  db: Db,
  tenantId: string,
  id: string,
): Promise<Record<string, string>> {
  const { data, error } = await db
    .from("contacts")
    .select("edited_by")
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .maybeSingle();
  if (error) throw new Error("Who changed the contact could not be read", { cause: error });
  return z.record(z.string(), z.string()).parse(data?.edited_by ?? {});
}

/** A foreign key: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const noSuchPerson = "23503";

export function noContact(): AppError {
  return new AppError("not_found", "contact_not_found", "This contact doesn't exist.");
}

import "server-only";
import { z } from "zod";
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
  let query = db
    .from("contacts")
    .select(listColumns)
    .eq("tenant_id", tenantId)
    .is("archived_at", null);
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

/**
 * One contact with its numbers, emails, tags, stage and owner; null when it is not this tenant's.
 */
export async function getContact(db: Db, tenantId: string, id: string) {
  const { data, error } = await db
    .from("contacts")
    .select(
      "id, name, company, company_id, title, owner_id, stage_id, address, time_zone, zone_guessed, custom, archived_at, version, contact_phones(id, phone, extension, label, position), contact_emails(id, email, label, position), contact_tags(tags(name)), contact_stages(name), profiles(name, removed_at)",
    )
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .order("position", { referencedTable: "contact_phones" })
    .order("position", { referencedTable: "contact_emails" })
    .maybeSingle();
  if (error) throw new Error("The contact could not be read", { cause: error });
  if (!data) return null;
  const { contact_tags, ...contact } = data;
  const tags = contact_tags.map(({ tags: tag }) => tag.name);
  return { ...contact, tags: tags.toSorted((one, other) => one.localeCompare(other, "en")) };
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

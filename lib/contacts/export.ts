import "server-only";
import type { Member } from "@/lib/auth/member";
import { listContactFields } from "@/lib/contact-fields/store";
import { type ContactView, isWhole } from "@/lib/contact-list/schema";
import { filterOf } from "@/lib/contact-list/store";
import { columnsFor, type ExportRow } from "@/lib/contacts/export-columns";
import { hasOptOuts, optedOutOf } from "@/lib/contacts/opt-outs";
import { placeOf, quoted, readPlace } from "@/lib/contacts/store";
import { csvLine, csvResponse } from "@/lib/core/csv";
import { dayOf } from "@/lib/core/time";
import { note } from "@/lib/db/machine/note";
import type { Db } from "@/lib/db/supabase/server";

const pageSize = 500;
const exported =
  "id, name, sort_name, company, title, address, time_zone, zone_guessed, custom, created_at, contact_phones(phone, extension, label, position), contact_emails(email, label, position), contact_tags(tags(name)), contact_stages(name), profiles(name, email)";

/** What a list is narrowed by, wherever its pages begin. */
export type View = Pick<ContactView, "q" | "filter">;

/**
 * The contacts of a view by name, or with `selected` those of these ids, with every field, streamed
 * as CSV that `lib/imports` reads as what it was. In the activity log before its first line is
 * read.
 */
export async function exportContacts(
  member: Member,
  view: View,
  selected?: string[],
): Promise<Response> {
  const { tenant, user_id } = member;
  const detail = {
    ...(view.q && { search: view.q }),
    ...(selected && { selected: `${selected.length}` }),
  };
  await note(tenant.id, user_id, { action: "contact.exported", detail });
  return csvResponse(
    `contacts-${dayOf(new Date(), tenant.time_zone)}`,
    lines(member, pagesOf(member, view, selected)),
  );
}

function pagesOf(member: Member, view: View, selected?: string[]): AsyncGenerator<ExportRow[]> {
  if (selected) return these(member, selected);
  return isWhole(view) ? everyone(member) : found(member, view);
}

async function* lines({ db, tenant }: Member, pages: AsyncGenerator<ExportRow[]>) {
  const [fields, anyOptedOut] = await Promise.all([
    listContactFields(db, tenant.id),
    hasOptOuts(db, tenant.id),
  ]);
  const optedOut = anyOptedOut ? new Set<string>() : undefined;
  const columns = columnsFor(fields, optedOut);
  yield csvLine(columns.map(({ header }) => header));
  for await (const rows of pages) {
    const phones = optedOut ? rows.flatMap((row) => row.contact_phones) : [];
    const numbers = phones.map(({ phone }) => phone);
    for (const number of await optedOutOf(db, tenant.id, numbers)) optedOut?.add(number);
    const text = rows.map((row) => csvLine(columns.map(({ cell }) => cell(row))));
    if (text.length > 0) yield text.join("");
  }
}

/** Contacts that a search or a filter gives, by name. */
async function* found({ db, tenant }: Member, view: View): AsyncGenerator<ExportRow[]> {
  const filter = { ...filterOf(view, tenant.country_code), whole: true };
  let last: ExportRow | undefined;
  do {
    const { data, error } = await db
      .rpc("list_contacts", {
        filter,
        page_size: pageSize,
        ...(last && { after: { id: last.id, sort_name: last.sort_name, value: null } }),
      })
      .select(exported)
      .order("position", { referencedTable: "contact_phones" })
      .order("position", { referencedTable: "contact_emails" });
    if (error) throw new Error("The contacts could not be exported", { cause: error });
    yield data;
    last = data.length === pageSize ? data.at(-1) : undefined;
  } while (last);
}

/** Contacts by their ids, archived ones too: as many as fit into an address. */
async function* these({ db, tenant }: Member, ids: string[]): AsyncGenerator<ExportRow[]> {
  const { data, error } = await db
    .from("contacts")
    .select(exported)
    .eq("tenant_id", tenant.id)
    .in("id", ids)
    .order("sort_name")
    .order("id")
    .order("position", { referencedTable: "contact_phones" })
    .order("position", { referencedTable: "contact_emails" });
  if (error) throw new Error("The contacts could not be exported", { cause: error });
  yield data;
}

async function* everyone({ db, tenant }: Member): AsyncGenerator<ExportRow[]> {
  let after: string | undefined;
  do {
    const rows = await pageAfter(db, tenant.id, after);
    yield rows;
    const last = rows.at(-1);
    after = rows.length === pageSize && last ? placeOf(last) : undefined;
  } while (after);
}

async function pageAfter(db: Db, tenantId: string, after: string | undefined) {
  const contacts = db
    .from("contacts")
    .select(exported)
    .eq("tenant_id", tenantId)
    .is("archived_at", null);
  const [name, id] = readPlace(after) ?? [];
  const page = name
    ? contacts.gte("sort_name", name).or(`sort_name.gt.${quoted(name)},id.gt.${id}`)
    : contacts;
  const { data, error } = await page
    .order("sort_name")
    .order("id")
    .order("position", { referencedTable: "contact_phones" })
    .order("position", { referencedTable: "contact_emails" })
    .limit(pageSize);
  if (error) throw new Error("The contacts could not be exported", { cause: error });
  return data;
}

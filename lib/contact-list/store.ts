import "server-only";
import { z } from "zod";
import { ownFilters } from "@/lib/contact-list/own-fields";
import { type ContactView, notCalledDays } from "@/lib/contact-list/schema";
import { numberBeginning, searchWords } from "@/lib/core/phone";
import { isStorable } from "@/lib/core/text";
import type { Db } from "@/lib/db/supabase/server";

const columns =
  "id, name, sort_name, company, title, custom, company_id, owner_id, stage_id, version, archived_at, created_at, contact_phones(id, phone, extension, label, position), contact_tags(tag_id), contact_activity(last_call_at, called_at), calls(id, direction, status, stage, outcome, duration_seconds, created_at)";

const Place = z.object({
  id: z.uuid(),
  sort_name: z.string().refine(isStorable),
  value: z.string().refine(isStorable).nullable(),
});
const moment = /^(-infinity|\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-][\d:]+))$/;

type Order = { by: NonNullable<ContactView["sort"]>["by"] | "called"; descending: boolean };

/** Who was not called for long is listed by when that was, unless another order is chosen. */
export function orderOf({ sort, filter }: Pick<ContactView, "sort" | "filter">): Order {
  if (sort) return sort;
  return { by: filter.asked.includes("not_called") ? "called" : "name", descending: false };
}

/** A filter as the database takes it; `country` is where numbers are searched as people type. */
export function filterOf({ q, filter }: Pick<ContactView, "q" | "filter">, country: string) {
  const { asked, own, owner, stage, tag, company } = filter;
  return {
    ...(owner && { owner }),
    ...(stage && { stage }),
    ...(tag && { tag }),
    ...(company && { company }),
    ...ownFilters(own),
    ...(asked.includes("not_called") && { not_called_days: notCalledDays }),
    ...(asked.includes("missed") && { missed: true }),
    ...(asked.includes("task") && { task: true }),
    ...(asked.includes("archived") && { archived: true }),
    ...(q && { query: searchWords(q, country), number_beginning: numberBeginning(q, country) }),
  };
}

/** A page of a view of the contacts. `after` is the `next` of the page before. */
export async function listView(
  db: Db,
  view: ContactView,
  { country, size }: { country: string; size: number },
) {
  const order = orderOf(view);
  const after = readPlace(view.after, order);
  const { data, error } = await db
    .rpc("list_contacts", {
      filter: filterOf(view, country),
      sort: order.by,
      descending: order.descending,
      page_size: size + 1,
      ...(after && { after }),
    })
    .select(columns)
    .order("position", { referencedTable: "contact_phones" })
    .order("created_at", { referencedTable: "calls", ascending: false })
    .limit(1, { referencedTable: "calls" });
  if (error) throw new Error("The contacts could not be listed", { cause: error });
  const rows = data.slice(0, size);
  const last = rows.at(-1);
  return { rows, next: data.length > size && last ? placeOf(last, order) : undefined };
}

/** How many contacts a view has, on all of its pages; 1001 for any more than 1000. */
export async function countView(db: Db, view: ContactView, country: string): Promise<number> {
  const { data, error } = await db.rpc("count_contacts", { filter: filterOf(view, country) });
  if (error) throw new Error("The contacts could not be counted", { cause: error });
  return data;
}

export type ListedContact = Awaited<ReturnType<typeof listView>>["rows"][number];

type Placed = {
  id: string;
  sort_name: string;
  company: string;
  owner_id: string | null;
  stage_id: string | null;
  created_at: string;
  contact_activity: { last_call_at: string; called_at: string } | null;
};

/** The place of a contact in an order, for an address. */
function placeOf(row: Placed, { by }: Order): string {
  const values = {
    name: null,
    company: row.company,
    owner: row.owner_id,
    stage: row.stage_id,
    created: row.created_at,
    last_call: row.contact_activity?.last_call_at ?? null,
    called: row.contact_activity?.called_at ?? null,
  };
  const place = { id: row.id, sort_name: row.sort_name, value: values[by] };
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

function readPlace(text: string | undefined, { by }: Order) {
  if (!text) return undefined;
  try {
    const place = Place.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
    const { value } = place;
    if (by === "name" || by === "company") return place;
    if (by === "owner" || by === "stage")
      return z.uuid().nullable().parse(value) === value && place;
    return moment.test(value ?? "") ? place : undefined;
  } catch {
    return undefined;
  }
}

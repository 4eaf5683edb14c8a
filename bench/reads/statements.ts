import type { Sql } from "postgres";
import type { Statement } from "@/bench/reads/ask";
import { numberBeginning } from "@/lib/core/phone";

const pageSize = 50;

/**
 * What the app's own queries say (lib/call-log/list.ts, lib/contacts/store.ts), as the API writes
 * them in SQL.
 */
const callColumns =
  "id, direction, status, stage, outcome, duration_seconds, from_number, to_number, customer_number, recording_requested, imported_at, error_message, created_at, ended_at, user_id, contact_id";

const around = `,
  (select to_json(o) from (select id, name from public.contacts
    where contacts.tenant_id = calls.tenant_id and contacts.id = calls.contact_id
      limit 1) o) as contacts,
  (select to_json(o) from (select name from public.profiles
    where profiles.tenant_id = calls.tenant_id and profiles.user_id = calls.user_id
      limit 1) o) as profiles,
  (select coalesce(json_agg(a), '[]') from (select id, status, duration_seconds, started_at
    from public.recordings where recordings.tenant_id = calls.tenant_id
      and recordings.call_id = calls.id limit 1000) a) as recordings`;

const recordingColumns =
  "id, call_id, recording_sid, status, duration_seconds, started_at, created_at, deleted_at";

const aroundContacts = `,
  (select coalesce(json_agg(a), '[]') from (select id, phone, label, position
    from public.contact_phones where contact_phones.tenant_id = c.tenant_id
      and contact_phones.contact_id = c.id order by position limit 1000) a) as contact_phones,
  (select coalesce(json_agg(a), '[]') from (select id, direction, status, stage, outcome,
    duration_seconds, created_at from public.calls where calls.tenant_id = c.tenant_id
      and calls.contact_id = c.id order by created_at desc limit 1) a) as calls`;

/** A list that pages by key, newest first: which rows, and their columns. */
export type List = {
  table: "calls" | "recordings";
  columns: string;
  where: string;
  values: string[];
};

export const callLog = (tenant: string): List => ({
  table: "calls",
  columns: callColumns,
  where: "tenant_id = $1",
  values: [tenant],
});

export const timeline = (tenant: string, contact: string): List => ({
  ...callLog(tenant),
  where: "tenant_id = $1 and contact_id = $2",
  values: [tenant, contact],
});

export const recordingList = (tenant: string): List => ({
  table: "recordings",
  columns: recordingColumns,
  where: "tenant_id = $1",
  values: [tenant],
});

/** The same calls with the names and recordings around them. */
export const withNames = (list: List): List => ({ ...list, columns: `${list.columns}${around}` });

type Place = { created_at: string; id: string };

/** A page of a list, after `before` if given, with one more row than shown, as the app reads it. */
export function pageOfList(list: List, before?: Place): Statement {
  const at = list.values.length;
  const after = before
    ? ` and created_at <= $${at + 1} and (created_at < $${at + 1} or id < $${at + 2})`
    : "";
  const text = `select ${list.columns} from public.${list.table} where ${list.where}${after} order by created_at desc, id desc limit ${pageSize + 1}`;
  return { text, values: before ? [...list.values, before.created_at, before.id] : list.values };
}

/**
 * The row that a page begins after, the first page being 1; undefined where the list is not that
 * long.
 */
export async function placeBefore(sql: Sql, list: List, page: number): Promise<Place | undefined> {
  const [row] = await sql.unsafe<Place[]>(
    `select created_at::text, id from public.${list.table} where ${list.where} order by created_at desc, id desc limit 1 offset ${(page - 1) * pageSize - 1}`,
    list.values,
  );
  return row;
}

const found =
  "public.search_contacts(query := $1, page_size := $2::integer, number_beginning := $3)";
const searched = (words: string) => [words, pageSize, numberBeginning(words, "US") ?? null];

/** Contact search itself, as many as the app asks for. */
export function search(words: string): Statement {
  return {
    text: `select * from ${found}`,
    values: searched(words),
  };
}

/** The page of a search, its matches sorted by name with their numbers and last call. */
export function searchPage(words: string): Statement {
  const text = `select id, name, sort_name, company${aroundContacts} from ${found} c order by sort_name, id`;
  return { text, values: searched(words) };
}

/** The first page of a view of the contacts, as lib/contact-list/store.ts asks for it. */
export function contactView(view: {
  filter: object;
  sort: string;
  descending: boolean;
}): Statement {
  return {
    text: `select id, name, sort_name, company, owner_id, stage_id
      from public.list_contacts($1::text::jsonb, $2, $3::boolean, null, ${pageSize + 1})`,
    values: [JSON.stringify(view.filter), view.sort, String(view.descending)],
  };
}

import type { Sql } from "postgres";

export const pageNames = ["contacts", "contact", "calls", "call"] as const;
export type PageName = (typeof pageNames)[number];

/** An address in the app for each page. */
export type Places = Record<PageName, string>;

type Found = { sort_name: string; contact: string; day: string; call: string };

/**
 * A tenant's pages at their fullest: first pages of the lists, the contact with most of the newest
 * calls, one of their calls.
 */
export async function fullPlaces(sql: Sql, tenantId: string): Promise<Places> {
  const [found] = await sql<Pick<Found, "contact" | "call">[]>`
    select contact_id as contact, (array_agg(id order by outcome is not distinct
      from 'connected' desc, created_at desc))[1] as call
    from (select * from public.calls where tenant_id = ${tenantId} order by created_at desc, id desc
      limit 1000) newest
    where contact_id is not null group by contact_id order by count(*) desc limit 1`;
  if (!found) throw new Error(`nobody talked with tenant ${tenantId} of late`);
  const { contact, call } = found;
  return {
    contacts: "/contacts",
    contact: `/contacts/${contact}`,
    calls: "/calls",
    call: `/calls/${call}`,
  };
}

/**
 * The same pages where there is little to show: the end of the list of contacts, the first day of
 * the log, its first call with a contact.
 */
export async function sparsePlaces(sql: Sql, tenantId: string): Promise<Places> {
  const [found] = await sql<Found[]>`
    select c.id as call, c.contact_id as contact, to_char(c.created_at, 'YYYY-MM-DD') as day,
      last.sort_name
    from (
      select * from public.calls where tenant_id = ${tenantId} and contact_id is not null
        order by created_at, id limit 1
    ) c
    cross join (
      select sort_name from public.contacts where tenant_id = ${tenantId} order by sort_name desc,
        id desc limit 1
    ) last`;
  if (!found) throw new Error(`tenant ${tenantId} has no call with a contact`);
  const { call, contact, day, sort_name } = found;
  // The lowest id there is: the last name stays, however many have it.
  const after = placeOf({ sort_name, id: "00000000-0000-4000-8000-000000000000" });
  return {
    contacts: `/contacts?after=${after}`,
    contact: `/contacts/${contact}`,
    calls: `/calls?to=${day}`,
    call: `/calls/${call}`,
  };
}

/** The list of contacts from this one on. */
export async function listFrom(sql: Sql, tenantId: string, contactId: string): Promise<string> {
  const [before] = await sql<{ sort_name: string; id: string }[]>`
    select o.sort_name, o.id from public.contacts o, public.contacts c
    where c.id = ${contactId} and o.tenant_id = ${tenantId} and (o.sort_name, o.id) < (c.sort_name,
      c.id)
    order by o.sort_name desc, o.id desc limit 1`;
  return before ? `/contacts?after=${placeOf(before)}` : "/contacts";
}

/** As `next` of lib/contact-list/store.ts, in the order of names. */
function placeOf({ sort_name, id }: { sort_name: string; id: string }): string {
  return Buffer.from(JSON.stringify({ id, sort_name, value: null })).toString("base64url");
}

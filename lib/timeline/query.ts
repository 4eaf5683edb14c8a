import { type Cursor, olderThan } from "@/lib/call-log/cursor";

/** Where a page of a contact's timeline begins, and how many entries it has. */
export type Page = { before?: Cursor; size: number };

type Ordered<Query, Column extends string> = {
  lte(column: Column, value: string): Query;
  or(condition: string): Query;
  order(column: Column | "id", options: { ascending: boolean }): Query;
  limit(count: number): Query;
};

/** A contact's entries, or those with these ids. */
export type Whose = { contactId: string } | { ids: string[] };

type Chosen<Query> = {
  eq(column: "contact_id", value: string): Query;
  in(column: "id", values: string[]): Query;
};

export function whose<Query extends Chosen<Query>>(query: Query, asked: Whose): Query {
  return "ids" in asked ? query.in("id", asked.ids) : query.eq("contact_id", asked.contactId);
}

/** The newest rows after `before`, as every kind is read: one more than the page has. */
export function newest<Query extends Ordered<Query, "created_at">>(query: Query, page: Page) {
  return newestBy("created_at", query, page);
}

/** As `newest`, of rows that stand in the timeline by another moment. */
export function newestBy<Column extends string, Query extends Ordered<Query, Column>>(
  column: Column,
  query: Query,
  { before, size }: Page,
): Query {
  const older = before && olderThan(before).replace("created_at", column);
  const after = before && older ? query.lte(column, before.created_at).or(older) : query;
  return after
    .order(column, { ascending: false })
    .order("id", { ascending: false })
    .limit(size + 1);
}

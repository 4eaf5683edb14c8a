import { type Cursor, olderThan } from "@/lib/call-log/cursor";

/** Where a page of a contact's timeline begins, and how many entries it has. */
export type Page = { before?: Cursor; size: number };

type Ordered<Query> = {
  lte(column: "created_at", value: string): Query;
  or(condition: string): Query;
  order(column: "created_at" | "id", options: { ascending: boolean }): Query;
  limit(count: number): Query;
};

type Chosen<Query> = Ordered<Query> & {
  eq(column: "contact_id", value: string): Query;
  in(column: "id", values: string[]): Query;
};

/** A contact's newest rows after `before`, or those with these ids. */
export function pageOf<Query extends Chosen<Query>>(
  query: Query,
  asked: Page & ({ contactId: string } | { ids: string[] }),
): Query {
  return newest(
    "ids" in asked ? query.in("id", asked.ids) : query.eq("contact_id", asked.contactId),
    asked,
  );
}

/** The newest rows after `before`, as every kind is read: one more than the page has. */
function newest<Query extends Ordered<Query>>(query: Query, { before, size }: Page): Query {
  const after = before ? query.lte("created_at", before.created_at).or(olderThan(before)) : query;
  return after
    .order("created_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(size + 1);
}

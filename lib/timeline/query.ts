import { type Cursor, olderThan } from "@/lib/call-log/cursor";

/** Where a page of a contact's timeline begins, and how many entries it has. */
export type Page = { before?: Cursor; size: number };

type Ordered<Query> = {
  lte(column: "created_at", value: string): Query;
  or(condition: string): Query;
  order(column: "created_at" | "id", options: { ascending: boolean }): Query;
  limit(count: number): Query;
};

/** The newest rows after `before`, as every kind is read: one more than the page has. */
export function newest<Query extends Ordered<Query>>(query: Query, { before, size }: Page): Query {
  const after = before ? query.lte("created_at", before.created_at).or(olderThan(before)) : query;
  return after
    .order("created_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(size + 1);
}

import { type OwnFilter, ownPair } from "@/lib/contact-list/own-fields";
import {
  type ContactFilter,
  ContactView,
  type Question,
  type Sort,
} from "@/lib/contact-list/schema";

/** A part of a filter, as its chip takes it away. */
export type FilterPart =
  | { kind: "owner" | "stage" | "tag" | "company"; value: string }
  | { kind: "question"; value: Question }
  | { kind: "own"; field: string; value: OwnFilter };

type View = Pick<ContactView, "q" | "filter" | "sort"> &
  Partial<Pick<ContactView, "columns" | "of">>;

/** What a filter consists of, in the order of its chips. */
export function partsOf({ asked, own, ...chosen }: ContactFilter): FilterPart[] {
  const kinds = ["owner", "stage", "tag", "company"] as const;
  return [
    ...kinds.flatMap((kind): FilterPart[] => {
      const value = chosen[kind];
      return value ? [{ kind, value }] : [];
    }),
    ...Object.entries(own).map(([field, value]): FilterPart => ({ kind: "own", field, value })),
    ...asked.map((value): FilterPart => ({ kind: "question", value })),
  ];
}

/** A part as it stands in the address: its name and value. */
export function pairOf(part: FilterPart): [string, string] {
  if (part.kind === "question") return [part.value, "1"];
  return part.kind === "own" ? ownPair(part.field, part.value) : [part.kind, part.value];
}

/** What a view is, as it stands in the address: neither a page of it nor where it came from. */
export function queryOf({ q, filter, sort, columns }: View): URLSearchParams {
  const query = new URLSearchParams(partsOf(filter).map(pairOf));
  if (q) query.set("q", q);
  if (sort) query.set("sort", sortText(sort));
  if (columns) query.set("columns", columns.join(","));
  return query;
}

export function sortText({ by, descending }: { by: Sort; descending: boolean }): string {
  return descending ? `-${by}` : by;
}

/** The address of a view, or of a page of it. */
export function viewAddress(view: View, after?: string): string {
  const query = queryOf(view);
  if (view.of) query.set("of", view.of);
  if (after) query.set("after", after);
  return query.size > 0 ? `/contacts?${query}` : "/contacts";
}

/** The rest of the address of a view, for a form that sets these parts of it. */
export function formPairs(view: View, apart: string[]): [string, string][] {
  const query = queryOf(view);
  if (view.of) query.set("of", view.of);
  return [...query].filter(([name]) => !apart.includes(name));
}

/** The view without a part of its filter. */
export function without(view: View, part: FilterPart): string {
  const address = new URL(viewAddress(view), "http://list");
  address.searchParams.delete(pairOf(part)[0]);
  return address.pathname + address.search;
}

/** A view from what stands in its address. */
export function readView(query: string): ContactView {
  return ContactView.parse(Object.fromEntries(new URLSearchParams(query)));
}

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
  | { kind: "own"; field: string; value: string | true };

type View = Pick<ContactView, "q" | "filter" | "sort">;

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
  if (part.kind !== "own") return [part.kind, part.value];
  return part.value === true ? [`has.${part.field}`, "1"] : [`is.${part.field}`, part.value];
}

/** A view as it stands in the address, without a page of it. */
export function queryOf({ q, filter, sort }: View): URLSearchParams {
  const query = new URLSearchParams(partsOf(filter).map(pairOf));
  if (q) query.set("q", q);
  if (sort) query.set("sort", sortText(sort));
  return query;
}

export function sortText({ by, descending }: { by: Sort; descending: boolean }): string {
  return descending ? `-${by}` : by;
}

/** The address of a view, or of a page of it. */
export function viewAddress(view: View, after?: string): string {
  const query = queryOf(view);
  if (after) query.set("after", after);
  return query.size > 0 ? `/contacts?${query}` : "/contacts";
}

/** The view without a part of its filter. */
export function without(view: View, part: FilterPart): string {
  const query = queryOf(view);
  query.delete(pairOf(part)[0]);
  return query.size > 0 ? `/contacts?${query}` : "/contacts";
}

/** A view from what stands in its address. */
export function readView(query: string): ContactView {
  return ContactView.parse(Object.fromEntries(new URLSearchParams(query)));
}

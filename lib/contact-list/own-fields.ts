import { z } from "zod";
import { cleanLine } from "@/lib/core/text";

/** What is asked of a company's own field: its value, or a part of its text. */
export type OwnFilter = string | number | true | { part: string };

const maxFilters = 20;
const text = z.string().overwrite(cleanLine).min(1).max(1000);

const readers: Record<string, (typed: string) => OwnFilter | undefined> = {
  is: (typed) => typed,
  part: (typed) => ({ part: typed }),
  num: (typed) => (Number.isFinite(Number(typed)) ? Number(typed) : undefined),
  has: (typed) => (typed === "1" ? true : undefined),
};

/**
 * Filters by a company's own fields, by the fields' ids, from an address: `is.<field>` has this
 * text, day or choice, `part.<field>` this among its text, `num.<field>` this number,
 * `has.<field>=1` is a checkbox that is set.
 */
export function readOwnFilters(address: Record<string, unknown>): Record<string, OwnFilter> {
  const read = Object.entries(address).flatMap(([name, value]): [string, OwnFilter][] => {
    const [kind = "", id = ""] = name.split(".", 2);
    const typed = text.safeParse(value).data;
    if (typed === undefined || !z.uuid().safeParse(id).success) return [];
    const asked = readers[kind]?.(typed);
    return asked === undefined ? [] : [[id, asked]];
  });
  return Object.fromEntries(read.slice(0, maxFilters));
}

/** A filter by such a field as it stands in the address: its name and value. */
export function ownPair(field: string, asked: OwnFilter): [string, string] {
  if (asked === true) return [`has.${field}`, "1"];
  if (typeof asked === "number") return [`num.${field}`, String(asked)];
  return typeof asked === "string" ? [`is.${field}`, asked] : [`part.${field}`, asked.part];
}

/** As public.list_contacts takes them. */
export function ownFilters(own: Record<string, OwnFilter>) {
  const parts = Object.entries(own).flatMap(([field, asked]): [string, string][] =>
    typeof asked === "object" ? [[field, asked.part]] : [],
  );
  const values = Object.entries(own).flatMap(
    ([field, asked]): [string, string | number | true][] =>
      typeof asked === "object" ? [] : [[field, asked]],
  );
  return {
    ...(values.length > 0 && { custom: Object.fromEntries(values) }),
    ...(parts.length > 0 && { custom_part: Object.fromEntries(parts) }),
  };
}

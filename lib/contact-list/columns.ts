import { z } from "zod";

/** What the list can show beside the name; a company's own fields too, by their ids. */
export const listColumns = [
  "company",
  "title",
  "number",
  "stage",
  "owner",
  "last_call",
  "tags",
  "created",
] as const;
export type ListColumn = (typeof listColumns)[number];

/** What it shows unless something else is chosen. */
export const usualColumns = ["company", "number", "stage", "owner", "last_call", "tags"];

const maxColumns = 12;
const Column = z.union([z.enum(listColumns), z.uuid()]);

/**
 * Columns from an address, their names apart by commas, or each by itself as a form sends them, in
 * the list's order; undefined for those that are usual, and for none.
 */
export function readColumns(given: unknown): string[] | undefined {
  const names = [given ?? []].flat().flatMap((some) => String(some).split(","));
  const known = [...new Set(names)].filter((name) => Column.safeParse(name).success);
  const own = known.filter((name) => !listColumns.some((one) => one === name));
  const chosen = [...listColumns.filter((name) => known.includes(name)), ...own];
  const isUsual = chosen.length === 0 || chosen.join() === usualColumns.join();
  return isUsual ? undefined : chosen.slice(0, maxColumns);
}

import { z } from "zod";
import { optional } from "@/lib/call-log/schema";
import { readColumns } from "@/lib/contact-list/columns";
import { readOwnFilters } from "@/lib/contact-list/own-fields";
import { cleanLine } from "@/lib/core/text";

export const sorts = ["name", "company", "owner", "stage", "last_call", "created"] as const;
export type Sort = (typeof sorts)[number];

/** The questions that are answered with yes; their days are those of "not called in 30 days". */
export const questions = ["not_called", "missed", "task", "archived"] as const;
export type Question = (typeof questions)[number];

export const notCalledDays = 30;

const one = z.union([z.uuid(), z.literal("none")]);
const yes = optional(z.literal("1"));

const Address = z.looseObject({
  q: z.string().overwrite(cleanLine).max(200).catch("").default(""),
  owner: optional(one),
  stage: optional(one),
  tag: optional(z.uuid()),
  company: optional(z.uuid()),
  not_called: yes,
  missed: yes,
  task: yes,
  archived: yes,
  /** A question chosen from a list. */
  add: optional(z.enum(questions)),
  sort: optional(z.string().regex(new RegExp(`^-?(${sorts.join("|")})$`))),
  columns: z.preprocess(readColumns, z.array(z.string()).optional()),
  /** A saved view, as it was saved; or which one all this was made from. */
  view: optional(z.uuid()),
  of: optional(z.uuid()),
  after: z.string().max(1000).optional().catch(undefined),
});

/**
 * What the list of contacts shows and in which order, from its address; anything malformed counts
 * as not given. `sort` is undefined in the usual order.
 */
export const ContactView = Address.transform(({ add, sort, columns, of, after, ...given }) => {
  const { q, owner, stage, tag, company } = given;
  const asked = questions.filter((question) => question === add || given[question]);
  const column = sorts.find((name) => name === sort?.replace("-", ""));
  return {
    q,
    filter: { owner, stage, tag, company, asked, own: readOwnFilters(given) },
    sort: column && { by: column, descending: sort?.startsWith("-") ?? false },
    columns,
    saved: given.view,
    of,
    after,
  };
});
export type ContactView = z.output<typeof ContactView>;
export type ContactFilter = ContactView["filter"];

/** Contacts that were selected on a page of the list, apart by commas; undefined: not asked for. */
export const SelectedIds = z
  .string()
  .transform((text) => text.split(","))
  .pipe(z.array(z.uuid()).max(100))
  .optional();

/** Whether a view shows all contacts that are not archived. */
export function isWhole({ q, filter }: Pick<ContactView, "q" | "filter">): boolean {
  const { asked, own, owner, stage, tag, company } = filter;
  const chosen = [q, owner, stage, tag, company].some(Boolean);
  return !chosen && asked.length === 0 && Object.keys(own).length === 0;
}

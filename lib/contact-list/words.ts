import type { FilterPart } from "@/lib/contact-list/address";
import type { ListColumn } from "@/lib/contact-list/columns";
import type { Question, Sort } from "@/lib/contact-list/schema";

export const questionNames: Record<Question, string> = {
  not_called: "Not called in 30 days",
  missed: "Missed, not called back",
  task: "Has an open task",
  archived: "Archived",
};

export const sortNames: Record<Sort, string> = {
  name: "Name",
  company: "Company",
  owner: "Owner",
  stage: "Stage",
  last_call: "Last call",
  created: "Created",
};

export const columnNames: Record<ListColumn, string> = {
  ...{ company: "Company", title: "Job title", number: "Number", stage: "Stage", owner: "Owner" },
  ...{ last_call: "Last call", tags: "Tags", created: "Created" },
};

/** In which direction a column is sorted first: the newest, the first letter. */
export const newestFirst: Record<Sort, boolean> = {
  ...{ name: false, company: false, owner: false, stage: false },
  ...{ last_call: true, created: true },
};

/** More are not counted: public.count_contacts. */
const maxCounted = 1_000;

/** How many contacts a list has: "1 contact", "1,000+ contacts". */
export function countWords(count: number): string {
  if (count === 1) return "1 contact";
  const shown = Math.min(count, maxCounted).toLocaleString("en");
  return `${shown}${count > maxCounted ? "+" : ""} contacts`;
}

type Named = { id: string; name: string };

/** What a list may be filtered by, by their names. */
export type FilterNames = {
  people: Named[];
  stages: Named[];
  tags: Named[];
  fields: Named[];
  companies: Named[];
};

/** What a filter by something that was deleted is called by. */
const gone = "deleted";

/** Whether a filter asks for something that was deleted: no contact has it any more. */
export function isGone(part: FilterPart, names: FilterNames): boolean {
  const among = { owner: names.people, stage: names.stages, tag: names.tags };
  if (part.kind === "question" || part.kind === "own" || part.value === "none") return false;
  const known = part.kind === "company" ? names.companies : among[part.kind];
  return !known.some(({ id }) => id === part.value);
}

/** A part of a filter as its chip says it. */
export function partWords(part: FilterPart, names: FilterNames): string {
  const named = (among: Named[], id: string) => among.find((one) => one.id === id)?.name ?? gone;
  switch (part.kind) {
    case "owner":
      return part.value === "none" ? "No owner" : `Owner: ${named(names.people, part.value)}`;
    case "stage":
      return part.value === "none" ? "No stage" : `Stage: ${named(names.stages, part.value)}`;
    case "tag":
      return `Tag: ${named(names.tags, part.value)}`;
    case "company":
      return `Company: ${named(names.companies, part.value)}`;
    case "question":
      return questionNames[part.value];
    case "own": {
      const field = named(names.fields, part.field);
      if (part.value === true) return field;
      const { value } = part;
      return typeof value === "object" ? `${field} with “${value.part}”` : `${field}: ${value}`;
    }
  }
}

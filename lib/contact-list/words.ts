import type { FilterPart } from "@/lib/contact-list/address";
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

/** In which direction a column is sorted first: the newest, the first letter. */
export const newestFirst: Record<Sort, boolean> = {
  ...{ name: false, company: false, owner: false, stage: false },
  ...{ last_call: true, created: true },
};

type Named = { id: string; name: string };

/** What a list may be filtered by, by their names. */
export type FilterNames = {
  people: Named[];
  stages: Named[];
  tags: Named[];
  fields: Named[];
  companies: Named[];
};

/** A part of a filter as its chip says it. */
export function partWords(part: FilterPart, names: FilterNames): string {
  const named = (among: Named[], id: string) => among.find((one) => one.id === id)?.name ?? "…";
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
      return part.value === true ? field : `${field}: ${part.value}`;
    }
  }
}

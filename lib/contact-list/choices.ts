import { listColumns } from "@/lib/contact-list/columns";
import type { ContactFilter } from "@/lib/contact-list/schema";
import { questions, sorts } from "@/lib/contact-list/schema";
import { columnNames, newestFirst, questionNames, sortNames } from "@/lib/contact-list/words";

type Named = { id: string; name: string };
type Field = Named & { type: string; choices: string[]; archived: boolean };
const chosenOf = (named: Named[]) => named.map(({ id, name }) => ({ value: id, label: name }));

/** What the list can be filtered by besides: each choice is gone once it is made. */
export function filterChoices(
  filter: ContactFilter,
  {
    people,
    stages,
    tags,
    fields,
  }: {
    people: Named[];
    stages: Named[];
    tags: Named[];
    fields: Field[];
  },
) {
  const none = (label: string) => ({ value: "none", label });
  const asked = questions.filter((question) => !filter.asked.includes(question));
  const own = freeFields(fields, filter);
  const choices = [
    {
      ...{ name: "owner", label: "Owner" },
      options: filter.owner ? [] : [...chosenOf(people), none("No owner")],
    },
    {
      ...{ name: "stage", label: "Stage" },
      options: filter.stage ? [] : [...chosenOf(stages), none("No stage")],
    },
    { name: "tag", label: "Tag", options: filter.tag ? [] : chosenOf(tags) },
    {
      ...{ name: "add", label: "More" },
      options: asked.map((value) => ({ value, label: questionNames[value] })),
    },
    ...own.flatMap(({ id, name, type, choices: values }) => {
      if (type === "checkbox") {
        return { name: `has.${id}`, label: name, options: [{ value: "1", label: "Yes" }] };
      }
      const options = values.map((value) => ({ value, label: value }));
      return type === "choice" ? { name: `is.${id}`, label: name, options } : [];
    }),
  ];
  return choices.filter(({ options }) => options.length > 0);
}

/** A company's own fields that are not filtered by yet. */
const freeFields = (fields: Field[], filter: ContactFilter) =>
  fields.filter(({ id, archived }) => !archived && filter.own[id] === undefined);

const inputs = {
  text: { kind: "part", type: "text" },
  link: { kind: "part", type: "text" },
  number: { kind: "num", type: "number" },
  date: { kind: "is", type: "date" },
} as const;

/** Own fields whose value is typed, by the name that it has in the address. */
export function typedChoices(filter: ContactFilter, fields: Field[]) {
  return freeFields(fields, filter).flatMap(({ id, name: label, type }) => {
    const input = Object.entries(inputs).find(([kind]) => kind === type)?.[1];
    return input ? { name: `${input.kind}.${id}`, label, type: input.type } : [];
  });
}

/** The columns that the list can show beside the name, in their order. */
export function columnChoices(fields: Field[]): Named[] {
  const own = fields.filter(({ archived }) => !archived).map(({ id, name }) => ({ id, name }));
  return [...listColumns.map((id) => ({ id, name: columnNames[id] })), ...own];
}

/** The orders of the list, each in both directions. */
export const sortOptions = sorts.flatMap((by) => {
  const [first, other] = newestFirst[by] ? ["-", ""] : ["", "-"];
  const way = newestFirst[by] ? ["newest first", "oldest first"] : ["A to Z", "Z to A"];
  return [
    { value: `${first}${by}`, label: `${sortNames[by]}, ${way[0]}` },
    { value: `${other}${by}`, label: `${sortNames[by]}, ${way[1]}` },
  ];
});

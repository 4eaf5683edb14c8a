import { z } from "zod";
import { formatPhone } from "@/lib/core/phone";

const Changes = z.record(
  z.string(),
  z.object({
    from: z.unknown().optional(),
    to: z.unknown().optional(),
    import: z.boolean().optional(),
    undone: z.boolean().optional(),
  }),
);

type Around = { people: Map<string, string>; country: string };
type Change = { from?: unknown; to?: unknown };

/**
 * What a save changed about a contact, to go on after the name of who did it: "changed the company
 * to “Doe Ltd”". `people` are names by id; numbers are read in `country` (ISO 3166-1 alpha-2).
 */
export function changeSentences(
  changes: unknown,
  people: Map<string, string>,
  country: string,
): string[] {
  const fields = Changes.safeParse(changes).data ?? {};
  if (fields.created) {
    return [fields.created.import ? "imported this contact" : "added this contact"];
  }
  const first = (field: string) => (field === "merged" || field === "unmerged" ? 0 : 1);
  const inOrder = Object.entries(fields).toSorted(([one], [other]) => first(one) - first(other));
  const sentences = inOrder.map(([field, change]) => {
    const [, kind = field, about = ""] = /^(phone|email|tag|custom):(.*)$/s.exec(field) ?? [];
    const words = sentenceOf[kind];
    if (words) return words(change, about, { people, country });
    return valueSentence(names[field] ?? field, change);
  });
  return sentences.length > 0 ? sentences : ["saved this contact"];
}

const names: Record<string, string> = {
  name: "the name",
  company: "the company",
  email: "the email",
  title: "the job title",
  stage: "the stage",
  address: "the address",
  time_zone: "the time zone",
};

const sentenceOf: Record<string, (change: Change, about: string, around: Around) => string> = {
  owner_id: ({ to }, _, { people }) =>
    typeof to === "string" ? `made ${people.get(to) ?? "someone"} the owner` : "removed the owner",
  merged: (change) => `merged this contact with ${readOther(change)?.name ?? "another one"}`,
  unmerged: (change) => `undid the merge with ${readOther(change)?.name ?? "another one"}`,
  archived: ({ to }) => (to ? "archived this contact" : "restored this contact"),
  // Until 2026-11-29 an email was a field; since then it is one of several.
  email: (change, address) =>
    address ? entrySentence(address, change) : valueSentence("the email", change),
  phone: (change, number, { country }) => entrySentence(formatPhone(number, country), change),
  tag: ({ to }, name) => `${to ? "added" : "removed"} the tag “${name}”`,
  custom: (change, name) => valueSentence(`“${name}”`, change),
};

const Other = z.object({ id: z.uuid(), name: z.string() });
const readOther = ({ to }: Change) => Other.safeParse(to).data;

/** The merge (contact_merges.id) that a change tells of, unless it was undone. */
export function mergeToUndo(changes: unknown): string | undefined {
  const merged = Changes.safeParse(changes).data?.merged;
  return merged && !merged.undone ? readOther(merged)?.id : undefined;
}

function valueSentence(name: string, { to }: Change): string {
  if (to === true) return `ticked ${name}`;
  const text = to === false ? "" : String(to ?? "").replaceAll(/\s*\n\s*/g, ", ");
  return text ? `changed ${name} to “${text}”` : `removed ${name}`;
}

function entrySentence(spoken: string, { from, to }: Change): string {
  if (to === undefined) return `removed ${spoken}`;
  return from === undefined ? `added ${spoken}` : `called ${spoken} “${to}”`;
}

import { z } from "zod";
import { formatPhone } from "@/lib/core/phone";

const Changes = z.record(
  z.string(),
  z.object({
    from: z.unknown().optional(),
    to: z.unknown().optional(),
    import: z.boolean().optional(),
  }),
);

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
  const sentences = Object.entries(fields).map(([field, { from, to }]) => {
    const number = /^phone:(.+)$/.exec(field)?.[1];
    if (number) return phoneSentence(formatPhone(number, country), from, to);
    if (field === "owner_id") {
      const owner = typeof to === "string" ? (people.get(to) ?? "someone") : null;
      return owner ? `made ${owner} the owner` : "removed the owner";
    }
    const name = names[field] ?? field;
    return to ? `changed the ${name} to “${to}”` : `removed the ${name}`;
  });
  return sentences.length > 0 ? sentences : ["saved this contact"];
}

const names: Record<string, string> = { name: "name", company: "company", email: "email" };

function phoneSentence(spoken: string, from: unknown, to: unknown): string {
  if (to === undefined) return `removed ${spoken}`;
  return from === undefined ? `added ${spoken}` : `called ${spoken} “${to}”`;
}

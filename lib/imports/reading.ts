import type { ContactField } from "@/lib/contact-fields/types";
import type { Reading } from "@/lib/imports/draft";
import { fold } from "@/lib/imports/fold";

type Person = { user_id: string; name: string; email: string };

/** What a company's cells are read by. */
export function readingOf({
  country,
  people,
  stages,
  fields,
}: {
  country: string;
  people: readonly Person[];
  stages: readonly { id: string; name: string }[];
  fields: readonly ContactField[];
}): Reading {
  const byName = new Map(stages.map(({ id, name }) => [fold(name), id]));
  return { country, people: peopleByName(people), stages: byName, fields };
}

/** Colleagues by their email and by their name, where no two share it. */
function peopleByName(people: readonly Person[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { user_id, name } of people) {
    const folded = fold(name);
    const namesakes = people.filter((person) => fold(person.name) === folded);
    if (namesakes.length === 1) found.set(folded, user_id);
  }
  for (const { user_id, email } of people) found.set(email.toLowerCase(), user_id);
  return found;
}

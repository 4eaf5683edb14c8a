import { fold } from "@/lib/imports/fold";

/** Colleagues by their email and by their name, where no two share it. */
export function peopleByName(
  people: readonly { user_id: string; name: string; email: string }[],
): Map<string, string> {
  const found = new Map<string, string>();
  for (const { user_id, name } of people) {
    const folded = fold(name);
    const namesakes = people.filter((person) => fold(person.name) === folded);
    if (namesakes.length === 1) found.set(folded, user_id);
  }
  for (const { user_id, email } of people) found.set(email.toLowerCase(), user_id);
  return found;
}

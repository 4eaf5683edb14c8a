export type Person = { user_id: string; name: string };

const maxLength = 40;
const maxShown = 6;

/** What is typed of a name between "@" and the cursor; null where no name is being typed. */
export function mentionAt(text: string, cursor: number): string | null {
  const before = text.slice(Math.max(0, cursor - maxLength), cursor);
  return /(?:^|[^\p{L}\p{N}])@([^@\n]*)$/u.exec(before)?.[1] ?? null;
}

/** The people whose name, or a later part of it, begins so; none once a name is typed whole. */
export function suggestionsFor(typed: string, people: Person[]): Person[] {
  const wanted = typed.toLowerCase();
  const begins = ({ name }: Person) => {
    const own = name.toLowerCase();
    return own !== wanted && (own.startsWith(wanted) || own.includes(` ${wanted}`));
  };
  return people.filter(begins).slice(0, maxShown);
}

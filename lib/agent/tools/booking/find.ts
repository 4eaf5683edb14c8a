import { foldWords } from "@/lib/agent/spoken/spoken";

export type Match<Thing> =
  | { kind: "one"; thing: Thing }
  | { kind: "many"; things: Thing[] }
  | { kind: "none" };

type Named = { name: string; spoken_names?: string[] };

/**
 * What is meant by a name as it was said: a whole name first, else a part of one, without
 * diacritics and in any case.
 */
export function findByName<Thing extends Named>(said: string, things: Thing[]): Match<Thing> {
  const words = foldWords(said);
  if (words === "") return { kind: "none" };
  const namesOf = ({ name, spoken_names = [] }: Thing) => [name, ...spoken_names].map(foldWords);
  const whole = things.filter((thing) => namesOf(thing).includes(words));
  const parts = things.filter((thing) =>
    namesOf(thing).some((name) => holds(words, name) || holds(name, words)),
  );
  const found = whole.length > 0 ? whole : parts;
  const [thing] = found;
  if (!thing) return { kind: "none" };
  return found.length === 1 ? { kind: "one", thing } : { kind: "many", things: found };
}

/** Whether words stand in a text as whole words. */
const holds = (text: string, words: string) => ` ${text} `.includes(` ${words} `);

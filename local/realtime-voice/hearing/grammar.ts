/**
 * Words that may stand in a place of a phrase written `{name}`. Two that the voice speaks as one
 * are written `in_the`.
 */
export type Classes = Record<string, readonly string[]>;
export type Phrases = { classes: Classes; phrases: readonly string[] };

export const START = "<start>";
export const END = "<end>";

/** Which word may follow which; a phrase may follow a phrase. */
export type Grammar = { words: string[]; follows: ReadonlyMap<string, ReadonlySet<string>> };

/** The word pairs of all phrases, with every member of a class in its place. */
export function grammarOf({ classes, phrases }: Phrases): Grammar {
  const follows = new Map<string, Set<string>>();
  const join = (from: string, to: string) => {
    const set = follows.get(from) ?? new Set();
    follows.set(from, set.add(to));
  };
  for (const phrase of phrases) {
    let ends = [START];
    for (const part of phrase.split(" ")) {
      const members = membersOf(part, classes);
      for (const words of members) {
        for (const end of ends) join(end, words[0] ?? END);
        for (let at = 1; at < words.length; at++) join(words[at - 1] ?? "", words[at] ?? "");
      }
      ends = members.map((words) => words.at(-1) ?? START);
    }
    for (const end of ends) join(end, END);
  }
  const words = [...new Set([...follows.values()].flatMap((set) => [...set]))];
  return { words: words.filter((word) => word !== END), follows };
}

/**
 * Sentences that hold every word at least so often, in different places: each phrase once, then
 * those that still bring a word which is missing.
 */
export function sentencesFor({ classes, phrases }: Phrases, times: number): string[] {
  const counts = new Map<string, number>();
  const countOf = (words: string[]) => Math.min(...words.map((word) => counts.get(word) ?? 0));
  const sentences = new Set<string>();
  for (let round = 0; round < 40; round++) {
    let isNew = false;
    for (const phrase of phrases) {
      const chosen = phrase.split(" ").map((part) => {
        const members = membersOf(part, classes);
        return members.toSorted((one, other) => countOf(one) - countOf(other))[0] ?? [];
      });
      const words = chosen.flat();
      const sentence = words.join(" ");
      const isWanted = round === 0 || words.some((word) => (counts.get(word) ?? 0) < times);
      if (!isWanted || sentences.has(sentence)) continue;
      isNew = true;
      sentences.add(sentence);
      for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    if (!isNew) break;
  }
  return [...sentences];
}

function membersOf(part: string, classes: Classes): string[][] {
  const name = /^\{(\w+)\}$/.exec(part)?.[1];
  if (!name) return [[part]];
  return (classes[name] ?? []).map((words) => words.split(" "));
}

/** A piece of a text around what was found in it. */
export type Snippet = { before: string; match: string; after: string };

const charactersBefore = 30;
const charactersAfter = 90;

/** The text around the first word that begins as one of those that were typed. */
export function snippetOf(text: string, query: string): Snippet {
  const line = text.replace(/\s+/g, " ");
  const typed = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const found = [...line.matchAll(/[\p{L}\p{N}]+/gu)].find(([word]) =>
    typed.some((part) => word.toLowerCase().startsWith(part)),
  );
  if (!found) return { before: line.slice(0, charactersAfter), match: "", after: "" };
  const [{ length }] = found;
  const begin = Math.max(0, found.index - charactersBefore);
  const end = found.index + length;
  return {
    before: `${begin > 0 ? "…" : ""}${line.slice(begin, found.index)}`,
    match: line.slice(found.index, end),
    after: line.slice(end, end + charactersAfter),
  };
}

/** The same as one text. */
export function snippetText(text: string, query: string): string {
  const { before, match, after } = snippetOf(text, query);
  return `${before}${match}${after}`;
}

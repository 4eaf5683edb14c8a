import { parse } from "csv-parse/sync";
import { parserOptions } from "@/lib/imports/parse";
import { Separator } from "@/lib/imports/schema";

const sampled = 50;
const named = /^sep=([,;\t|])\r?\n/i;

/**
 * What stands between the cells of a text that begins like this: what the file says itself, or what
 * gives most rows as many cells as the first.
 */
export function guessSeparator(beginning: string): Separator {
  const said = Separator.safeParse(named.exec(beginning)?.[1]);
  if (said.success) return said.data;
  // The last line may have been cut off.
  const lines = beginning.split(/\r\n|\r|\n/);
  const whole = lines.slice(0, lines.length > 1 ? -1 : undefined).join("\n");
  let best: { separator: Separator; score: number } = { separator: ",", score: 0 };
  for (const separator of Separator.options) {
    const score = scoreOf(whole, separator);
    if (score > best.score) best = { separator, score };
  }
  return best.separator;
}

/** How many cells there are in rows that have as many as the first; that has to have some. */
function scoreOf(text: string, separator: Separator): number {
  const [first, ...others] = parsed(text, separator);
  if (!first || first.length === 1) return 0;
  const alike = others.filter(({ length }) => length === first.length).length;
  return first.length * (alike + 1);
}

function parsed(text: string, separator: Separator): string[][] {
  try {
    const records: string[][] = parse(text, { ...parserOptions(separator), to: sampled });
    return records;
  } catch {
    return [];
  }
}

/** A part of a condition that can be left out, and the condition without it. */
export type Weakened = { without: string; condition: string };

/**
 * A policy's condition as Postgres prints it (`pg_get_expr`), once for every part of every AND and
 * OR in it, subqueries included, with that part left out.
 */
export function weaken(condition: string): Weakened[] {
  return groups(condition).flatMap(([from, to]) => {
    const parts = split(condition.slice(from, to));
    if (parts.length < 2) return [];
    return parts.map(({ start, end, text }, index) => {
      const [first, last] = index === 0 ? [0, parts[1]?.start ?? end] : [start, end];
      const joint = index === 0 ? first : (parts[index - 1]?.end ?? first);
      const kept = condition.slice(0, from + joint) + condition.slice(from + last);
      return { without: text.replace(/\s+/g, " ").trim(), condition: kept };
    });
  });
}

/** Where the text inside each pair of parentheses begins and ends, outermost first. */
function groups(text: string): [number, number][] {
  const open: number[] = [];
  const found: [number, number][] = [];
  walk(text, (at, sign) => {
    if (sign === "(") open.push(at + 1);
    if (sign === ")") found.push([open.pop() ?? 0, at]);
  });
  return found.sort(([left], [right]) => left - right);
}

/**
 * The operands of the AND or OR that stands outside of any parentheses; Postgres never prints both
 * in one place.
 */
function split(text: string): { start: number; end: number; text: string }[] {
  const joints: [number, number][] = [];
  let depth = 0;
  walk(text, (at, sign) => {
    if (sign === "(") depth += 1;
    if (sign === ")") depth -= 1;
    if (sign !== " " || depth > 0) return;
    const word = /^ (AND|OR) /.exec(text.slice(at, at + 5));
    if (word) joints.push([at, at + word[0].length]);
  });
  const starts = [0, ...joints.map(([, end]) => end)];
  const ends = [...joints.map(([start]) => start), text.length];
  return starts.map((start, index) => {
    const end = ends[index] ?? text.length;
    return { start, end, text: text.slice(start, end) };
  });
}

/** Every sign that is not inside quotes. */
function walk(text: string, see: (at: number, sign: string) => void): void {
  let quote = "";
  for (const [at, sign] of [...text].entries()) {
    if (quote !== "") {
      if (sign === quote) quote = "";
    } else if (sign === "'" || sign === '"') quote = sign;
    else see(at, sign);
  }
}

/**
 * A row as its form changes it: by column, or by item where a row has many. Null is "there is
 * none".
 */
export type Values = Record<string, unknown>;

/**
 * What a form knows beside what was typed: what it was opened with, what of others it has shown,
 * what was chosen.
 */
export type Edit = {
  loaded: Values;
  /** The other's values that the form has shown as conflicts. */
  seen: Values;
  choices: Record<string, "mine" | "theirs">;
};

export type Merged<Row extends Values> =
  | { kind: "save"; changes: Partial<Row> }
  | { kind: "conflict"; fields: string[] };

/**
 * Three ways: only what was changed in the form is written. What the other has changed meanwhile
 * stays; what both have changed to different values is a conflict, until one of the two is chosen.
 */
export function merge<Row extends Values>(edit: Edit, typed: Row, current: Row): Merged<Row> {
  const changed = Object.keys(typed).filter((name) => isChanged(edit, name, typed));
  const fields = changed.filter(
    (name) => !same(current[name], baseOf(edit, name)) && !same(current[name], typed[name]),
  );
  if (fields.length > 0) return { kind: "conflict", fields };
  const changes = changed.filter((name) => !same(typed[name], current[name]));
  return { kind: "save", changes: pick(typed, changes) };
}

function isChanged(edit: Edit, name: string, typed: Values): boolean {
  return choiceOf(edit, name) !== "theirs" && !same(typed[name], baseOf(edit, name));
}

/** A choice counts where both were shown. */
function choiceOf({ seen, choices }: Edit, name: string): "mine" | "theirs" | undefined {
  return name in seen ? choices[name] : undefined;
}

/** What the field was when the person decided about it. */
function baseOf(edit: Edit, name: string): unknown {
  return choiceOf(edit, name) === "mine" ? edit.seen[name] : edit.loaded[name];
}

function pick<Row extends Values>(row: Row, names: string[]): Partial<Row> {
  const picked: Partial<Row> = {};
  for (const name in row) if (names.includes(name)) picked[name] = row[name];
  return picked;
}

/**
 * Equal as a form sends it: no text is nothing, lines come with CRLF, edges are trimmed, and lists
 * are sets.
 */
export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(normal(one)) === JSON.stringify(normal(other));
}

function normal(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (typeof value === "string") return value.replaceAll("\r\n", "\n").trim() || null;
  if (Array.isArray(value)) return value.map((item) => JSON.stringify(normal(item))).sort();
  if (typeof value === "object") {
    const entries = Object.entries(value).map(([name, item]) => [name, normal(item)]);
    return entries.sort(([left], [right]) => (String(left) < String(right) ? -1 : 1));
  }
  return value;
}

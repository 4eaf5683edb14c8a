import "server-only";
import { EditConflict } from "@/lib/auth/action";
import type { Conflict } from "@/lib/auth/form-state";
import { AppError } from "@/lib/core/errors";
import { type Edit, merge, type Values } from "@/lib/edits/decide";
import { conflictSentence, type Editor } from "@/lib/edits/words";

const maxTries = 5;

type Saving<Row extends Values> = {
  /** The row as it is now; throws when it is not there. */
  read: () => Promise<Row>;
  /** Writes `changes` if the row still is `current`; false when it is not. */
  write: (changes: Partial<Row>, current: Row) => Promise<boolean>;
  /** A field's name as in "the notes", and a value of it as people read it, "" for nothing. */
  describe: (field: string, value: unknown) => { name: string; value: string };
  /** Who has changed these fields last. */
  editors: (fields: string[]) => Promise<Map<string, Editor>>;
};

/**
 * The one way in which a form saves a row that others may change: read, merge, compare and write,
 * again when someone was faster. Without `edit` (a caller that has no form) everything typed is
 * written. Throws `EditConflict`.
 */
export async function saveEdit<Row extends Values>(
  edit: Edit | undefined,
  typed: Row,
  { read, write, describe, editors }: Saving<Row>,
): Promise<void> {
  for (let tries = 0; tries < maxTries; tries += 1) {
    const current = await read();
    const merged = merge(edit ?? { loaded: current, seen: {}, choices: {} }, typed, current);
    if (merged.kind === "save") {
      if (await write(merged.changes, current)) return;
      continue;
    }
    // What was chosen before stays chosen while something else is asked about.
    const chosen = Object.keys(edit?.seen ?? {}).filter((name) => edit?.choices[name]);
    const fields = [...new Set([...chosen, ...merged.fields])];
    const who = await editors(fields);
    const conflicts = fields.map((field): Conflict => {
      const { name, value } = describe(field, current[field] ?? null);
      const choice = merged.fields.includes(field) ? undefined : edit?.choices[field];
      return { field, sentence: conflictSentence(who.get(field), name, value), choice };
    });
    const seen = Object.fromEntries(fields.map((field) => [field, current[field] ?? null]));
    throw new EditConflict(conflicts, JSON.stringify(seen));
  }
  const message = "Someone else is saving this right now. Try again.";
  throw new AppError("conflict", "busy", message);
}

/**
 * Says that the person alone changes this: what was changed meanwhile, they have changed in another
 * window.
 */
export async function onlySelf(fields: string[]): Promise<Map<string, Editor>> {
  return new Map(fields.map((field) => [field, { name: "", self: true }]));
}

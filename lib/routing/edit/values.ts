import type { Values } from "@/lib/edits/decide";
import { written } from "@/lib/edits/written";
import type { Route } from "@/lib/routing/route";

const prefix = "step ";

/** A route and its name, as they are edited. */
export type Named = { name: string; draft: Route };

/**
 * A route as the columns that a form merges: each step is one, as text, so that two people may edit
 * two steps. In lists and in text the order counts.
 */
export function valuesOf({ name, draft }: Named): Values {
  const { language, voice, first, steps, silence_seconds } = draft;
  const each = Object.entries(steps).map(([id, step]) => [`${prefix}${id}`, written(step)]);
  const silence = silence_seconds === null ? "never" : (silence_seconds ?? null);
  return { name, language, voice, silence, first, ...Object.fromEntries(each) };
}

/** The route of these columns, to be parsed; a step that is null is not there. */
export function draftOf(values: Values): unknown {
  const { language, voice, silence, first } = values;
  const silence_seconds = silence === "never" ? null : (silence ?? undefined);
  const steps = Object.entries(values).flatMap(([column, value]) =>
    column.startsWith(prefix) && typeof value === "string"
      ? [[column.slice(prefix.length), JSON.parse(value)]]
      : [],
  );
  const own = { language, voice, silence_seconds, first: first ?? null };
  return { ...own, steps: Object.fromEntries(steps) };
}

/** The step that a column holds. */
export function stepColumn(column: string): string | null {
  return column.startsWith(prefix) ? column.slice(prefix.length) : null;
}

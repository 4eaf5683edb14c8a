import type { Cursor } from "@/lib/call-log/cursor";

/**
 * The newest `size` of several lists, each newest first by `(created_at, id)`, and one more if
 * there is one. Every list gives its own first `size + 1`, so that nothing between is left out.
 */
export function mergeNewest<Row extends Cursor>(lists: Row[][], size: number): Row[] {
  return lists
    .flat()
    .toSorted(newestFirst)
    .slice(0, size + 1);
}

function newestFirst(one: Cursor, other: Cursor): number {
  const [left, right] = [moment(one.created_at), moment(other.created_at)];
  if (left !== right) return left < right ? 1 : -1;
  return one.id < other.id ? 1 : -1;
}

/** To the microsecond, so that moments compare as text: Postgres leaves out zeros at the end. */
function moment(created_at: string): string {
  const [, seconds = "", fraction = ""] = /^(.{19})(?:\.(\d+))?/.exec(created_at) ?? [];
  return `${seconds}.${fraction.padEnd(6, "0")}`;
}

import { streamOf } from "@/lib/core/stream";

/** A cell of a CSV file; a number stays one. */
export type Cell = string | number | boolean | null | undefined;

// What spreadsheets take for a formula, wide forms too: https://owasp.org/www-community/attacks/CSV_Injection
// Spaces of no width before it change nothing about that.
const formula = /^[\s\p{Default_Ignorable_Code_Point}]*[=+\-@＝＋－＠\t\r]/u;
// No program reads these from a file as they were written; NUL ends the text in some.
const unreadable = /(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu;

/**
 * One line of CSV (RFC 4180), its end included. Text that a spreadsheet would calculate gets an
 * apostrophe before it.
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(quoted).join(",")}\r\n`;
}

function quoted(cell: Cell): string {
  if (typeof cell === "number" || typeof cell === "boolean") return String(cell);
  const text = (cell ?? "").toWellFormed().replace(unreadable, " ");
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * A CSV file to download, its lines made as they are read; of `name`, which is without ".csv",
 * letters, digits and dashes stay.
 */
export function csvResponse(name: string, lines: AsyncIterable<string>): Response {
  // The byte order mark: spreadsheets then read the text as UTF-8.
  return new Response(streamOf(lines, "\ufeff"), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name.replace(/[^A-Za-z0-9-]+/g, "-")}.csv"`,
      "cache-control": "private, no-store",
    },
  });
}

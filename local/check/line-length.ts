import { readFile } from "node:fs/promises";

export const maxColumns = 100;

const checked = /\.(tsx?|mjs|css|sql|md)$/;
const generated =
  /^supabase\/migrations\/|^lib\/db\/supabase\/database\.types\.ts$|^bench\/results\.md$/;

/** Whether a tracked file (a path from the project's root) has lines of at most 100 columns. */
export function hasLineLimit(path: string): boolean {
  return checked.test(path) && !generated.test(path);
}

/** Lines that no formatter can break: a URL, a row of a table, one long string. */
function isUnbreakable(line: string, path: string): boolean {
  if (/\bhttps?:\/\/\S{30,}/.test(line)) return true;
  if (path.endsWith(".md")) return line.startsWith("|");
  if (path.endsWith(".sql")) return false;
  if (/^\s*(\/\/|\/?\*)/.test(line)) return false;
  return /(["'`]).{40,}\1|[`"].{60,}$|\/.{60,}\/|^\s*[^{}]*\$\{/.test(line);
}

/** The lines of a file that are too long, as `path:line: how many columns`. */
export function longLines(path: string, text: string): string[] {
  return text.split("\n").flatMap((line, index) => {
    const columns = [...line].length;
    if (columns <= maxColumns || isUnbreakable(line, path)) return [];
    return [`${path}:${index + 1}: ${columns} columns`];
  });
}

/** `paths` from the project's root. */
export async function checkLineLength(paths: string[]): Promise<string[]> {
  const files = paths.filter(hasLineLimit);
  const found = await Promise.all(
    files.map(async (path) => longLines(path, await readFile(path, "utf8"))),
  );
  return found.flat();
}

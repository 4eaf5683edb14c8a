import { readFile } from "node:fs/promises";
import { runProgram } from "@/local/processes/run-program";

const maxColumns = 100;
const checked = /\.(tsx?|mjs|css|sql|md|example)$/;
const generated =
  /^(supabase\/migrations\/|supabase\/schemas\/jobs\/pg-boss\.sql$|lib\/db\/supabase\/database\.types\.ts$|bench\/results)/;

/** Lines that cannot be broken: a URL, a row of a Markdown table, a long string in code. */
function isUnbreakable(line: string, path: string): boolean {
  if (/https?:\/\/\S{30,}/.test(line)) return true;
  if (path.endsWith(".md")) return /^\s*\|/.test(line);
  if (path.endsWith(".sql") || /^\s*(\/\/|\/?\*)/.test(line)) return false;
  return path.endsWith(".css") || /(["'`]|\/[^/]).{40,}/.test(line);
}

/** The lines of a file with more than 100 columns, each as `path:line: columns`. */
export function longLines(path: string, text: string): string[] {
  if (!checked.test(path) || generated.test(path)) return [];
  return text.split("\n").flatMap((line, index) => {
    const columns = [...line].length;
    if (columns <= maxColumns || isUnbreakable(line, path)) return [];
    return [`${path}:${index + 1}: ${columns} columns, at most ${maxColumns}`];
  });
}

/** Reads every tracked file, and new ones that are not ignored. */
export async function checkLineLength(): Promise<string[]> {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard"];
  const { code, stdout } = await runProgram("git", args);
  const paths = code === 0 ? stdout.split("\n").filter((path) => checked.test(path)) : [];
  const found = await Promise.all(
    paths.map(async (path) => longLines(path, await readFile(path, "utf8").catch(() => ""))),
  );
  return found.flat();
}

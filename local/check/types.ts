import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { runProgram } from "@/local/processes/run-program";
import { inProject } from "@/local/project";

const file = inProject("lib/db/supabase/database.types.ts");

async function generate(databaseUrl: string): Promise<string> {
  const generated = await runProgram(
    "supabase",
    ["gen", "types", "typescript", `--remote=${databaseUrl}`, "--schema", "public"],
    { env: { PGSSLMODE: "disable" } },
  );
  if (generated.code !== 0) throw new Error(`supabase gen types failed:\n${generated.stderr}`);
  const formatted = await runProgram("biome", ["format", "--stdin-file-path=generated.ts"], {
    input: generated.stdout,
  });
  if (formatted.code !== 0) throw new Error(`biome format failed:\n${formatted.stderr}`);
  return formatted.stdout;
}

/** Compares lib/db/supabase/database.types.ts with the migrations; `write` brings it up to date. */
export async function checkTypes(databaseUrl: string, write: boolean): Promise<string[]> {
  const wanted = await generate(databaseUrl);
  const found = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (found === wanted) return [];
  if (write) {
    writeFileSync(file, wanted);
    return [];
  }
  return [
    "lib/db/supabase/database.types.ts is not what the migrations give: npm run check -- --write",
  ];
}

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import postgres, { type Sql } from "postgres";
import { CommandError } from "@/local/command-error";
import { inProject } from "@/local/project";

/**
 * The files of supabase/schemas in the order of `schema_paths` in supabase/config.toml: sorted
 * within a pattern, each file once. Throws CommandError when no pattern has one of them.
 */
export function listSchemaFiles(folder = inProject("supabase")): string[] {
  const config = readFileSync(join(folder, "config.toml"), "utf8");
  const [, list = ""] = config.match(/^schema_paths = \[\n([\s\S]*?)^\]/m) ?? [];
  const patterns = [...list.matchAll(/^ *"(.+?)"/gm)].map(([, pattern = ""]) => pattern);
  const files = new Set(
    patterns.flatMap((pattern) => globSync(pattern.replace("./", ""), { cwd: folder }).sort()),
  );
  const left = globSync("schemas/**/*.sql", { cwd: folder }).filter((file) => !files.has(file));
  if (left.length > 0) {
    throw new CommandError(
      `No pattern of schema_paths has ${left.join(", ")}.`,
      "Move it, or add a pattern to supabase/config.toml.",
    );
  }
  return [...files].map((file) => join(folder, file));
}

// Bodies in SQL are not looked into while what they name is still missing: now it is there.
const checkBodies = `
  do $$ declare definition text; begin
    perform set_config('check_function_bodies', 'on', true);
    for definition in select pg_get_functiondef(p.oid)
      from pg_proc p join pg_roles r on r.oid = p.proowner
      where r.rolname = current_user and p.prokind = 'f'
    loop
      execute definition;
    end loop;
  end $$`;

/** Builds an empty database from supabase/schemas as the role postgres. Throws CommandError. */
export async function applySchemas(sql: Sql, files = listSchemaFiles()): Promise<void> {
  await sql.begin(async (transaction) => {
    for (const file of files) {
      const text = readFileSync(file, "utf8");
      await transaction.unsafe(text).catch((error: unknown) => {
        if (!(error instanceof postgres.PostgresError)) throw error;
        const line = text.slice(0, Number(error.position ?? 0)).split("\n").length;
        throw new CommandError(
          `${file}:${line}: ${error.message}`,
          "What others refer to comes first: the order is schema_paths in supabase/config.toml.",
          { cause: error },
        );
      });
    }
    await transaction.unsafe(checkBodies);
  });
}

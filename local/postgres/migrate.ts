import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import postgres, { type Sql } from "postgres";
import { CommandError } from "@/local/command-error";
import { inProject } from "@/local/project";

type Migration = { version: string; name: string; text: string; file: string };

const startOver = "For demo data, start over: npm run demo -- --fresh";

function readMigrations(folder: string): Migration[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith(".sql"));
  return files.sort().map((file) => {
    const [, version = "", name = ""] = file.match(/^(\d+)_(.+)\.sql$/) ?? [];
    if (version === "") {
      throw new CommandError(
        `The migration ${file} has no version.`,
        "Name it <timestamp>_<what it does>.sql.",
      );
    }
    return { version, name, text: readFileSync(join(folder, file), "utf8"), file };
  });
}

function requireSame(landed: { version: string; text: string }[], migrations: Migration[]): void {
  const last = landed.at(-1)?.version ?? "";
  for (const { version, text } of landed) {
    const now = migrations.find((each) => each.version === version);
    if (now?.text === text) continue;
    throw new CommandError(
      now
        ? `The migration ${now.file} was changed after it had been applied.`
        : `The migration ${version} has been applied, and its file is gone.`,
      `A migration that has landed is never edited: put it back, and add another. ${startOver}`,
    );
  }
  const late = migrations.find(
    (each) => each.version < last && !landed.some(({ version }) => version === each.version),
  );
  if (!late) return;
  throw new CommandError(
    `The migration ${late.file} is older than ${last}, which has been applied.`,
    `Give it a newer timestamp. ${startOver}`,
  );
}

function explain(error: unknown, { file, text }: Migration): unknown {
  if (!(error instanceof postgres.PostgresError)) return error;
  const line = error.position ? `:${text.slice(0, Number(error.position)).split("\n").length}` : "";
  const details = [error.detail, error.hint, error.where].filter(Boolean).join("\n  ");
  return new CommandError(
    `${file}${line}: ${error.message} (${error.code})${details ? `\n  ${details}` : ""}`,
    "Nothing of this migration was kept. Correct it and start again.",
    { cause: error },
  );
}

/**
 * Applies what is new in supabase/migrations as the role postgres, each in a transaction of its
 * own, recorded as the Supabase CLI records it. Returns the names of those applied. Throws
 * CommandError when a landed migration was changed, removed or overtaken, or when one fails.
 */
export async function applyMigrations(
  sql: Sql,
  folder = inProject("supabase/migrations"),
): Promise<string[]> {
  const migrations = readMigrations(folder);
  const landed = await sql<{ version: string; text: string }[]>`
    select version, array_to_string(statements, '') as text
    from supabase_migrations.schema_migrations order by version`;
  requireSame(landed, migrations);
  const done = new Set(landed.map(({ version }) => version));
  const applied: string[] = [];
  for (const migration of migrations) {
    const { version, name, text, file } = migration;
    if (done.has(version)) continue;
    try {
      await sql.begin(async (transaction) => {
        await transaction.unsafe(text);
        await transaction`
          insert into supabase_migrations.schema_migrations (version, name, statements)
          values (${version}, ${name}, ${[text]})`;
      });
    } catch (error) {
      throw explain(error, migration);
    }
    applied.push(file);
  }
  return applied;
}

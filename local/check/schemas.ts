import { connect } from "@/local/postgres/database";
import { applyMigrations } from "@/local/postgres/migrate";
import { applySchemas } from "@/local/postgres/schemas";
import { type ScratchDatabase, startScratchDatabase } from "@/local/postgres/scratch";
import { compareSnapshots, type Difference, takeSnapshot } from "@/local/postgres/snapshot";

type Urls = ScratchDatabase["urls"];

function inDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

/** Builds a second database on the same ground from supabase/schemas; returns its address. */
async function buildFromSchemas(urls: Urls): Promise<string> {
  const name = "from_schemas";
  const admin = connect(inDatabase(urls.admin, "template1"));
  try {
    // Before any migration `postgres` is the ground alone. Nobody may be connected to it.
    await admin.unsafe(`create database ${name} template postgres owner postgres`);
  } finally {
    await admin.end();
  }
  const url = inDatabase(urls.postgres, name);
  const sql = connect(url);
  try {
    await applySchemas(sql);
  } finally {
    await sql.end();
  }
  return url;
}

export type Twins = { migrated: string; fromSchemas: string; stop(): Promise<void> };

/** Two databases of one server: one built by migrations, one from supabase/schemas. */
export async function startTwins(migrations?: string): Promise<Twins> {
  const ground = await startScratchDatabase("no-migrations");
  try {
    const fromSchemas = await buildFromSchemas(ground.urls);
    const migrated = connect(ground.urls.postgres);
    await applyMigrations(migrated, migrations).finally(() => migrated.end());
    return { migrated: ground.urls.postgres, fromSchemas, stop: ground.stop };
  } catch (error) {
    await ground.stop();
    throw error;
  }
}

/** What two databases do not have in common. */
export async function compareDatabases(left: string, right: string): Promise<Difference[]> {
  const connections = [connect(left), connect(right)];
  try {
    const [a, b] = await Promise.all(connections.map(takeSnapshot));
    return a && b ? compareSnapshots(a, b) : [];
  } finally {
    await Promise.all(connections.map((sql) => sql.end()));
  }
}

/** The first line in which two definitions differ. */
function firstDifference(left: string, right: string): string[] {
  const others = right.split("\n");
  const lines = left.split("\n");
  const at = Math.max(
    0,
    [...Array(Math.max(lines.length, others.length)).keys()].findIndex(
      (each) => lines[each] !== others[each],
    ),
  );
  return [`  migrations: ${lines[at] ?? "(ends)"}`, `  schemas:    ${others[at] ?? "(ends)"}`];
}

/** A line for each difference between migrations (left) and schema files (right). */
export function describeDifferences(differences: Difference[]): string[] {
  return differences.map(({ object, left, right }) => {
    if (!right) return `${object}: only the migrations make it, no file of supabase/schemas does`;
    if (!left) return `${object}: only supabase/schemas has it, no migration makes it`;
    return [`${object}: differs`, ...firstDifference(left.definition, right.definition)].join("\n");
  });
}

/** Compares what supabase/migrations and supabase/schemas make of an empty database. */
export async function checkSchemas({ migrated, fromSchemas }: Twins): Promise<string[]> {
  const problems = describeDifferences(await compareDatabases(migrated, fromSchemas));
  if (problems.length === 0) return [];
  return [...problems, "A migration for what only supabase/schemas has: npm run migration -- name"];
}

import { readdirSync, readFileSync } from "node:fs";
import type { Sql } from "postgres";
import { inProject } from "@/local/project";
import { secrets } from "@/local/settings";

const folder = inProject("local/postgres/ground");

// Row security on, no policies: the API roles cannot read sign-in data, as on a hosted project.
const lockAuthTables = `
  do $$ declare name text; begin
    for name in select tablename from pg_tables where schemaname = 'auth' loop
      execute format('alter table auth.%I enable row level security', name);
    end loop;
  end $$`;

/**
 * Gives an empty database what a hosted Supabase project has before its first migration: roles,
 * owners, the schemas auth and realtime. Does nothing where it is there already.
 */
export async function layGround(admin: Sql): Promise<void> {
  const [found] = await admin`select 1 from pg_roles where rolname = 'supabase_realtime_admin'`;
  if (found) return;
  // Whoever only connects to a database (every test on the stack) need not load it.
  const { getAuthSchemaSql } = await import("@supabase/lite");
  await admin.begin(async (sql) => {
    for (const file of readdirSync(folder).sort()) {
      await sql.unsafe(readFileSync(`${folder}/${file}`, "utf8"));
      if (!file.includes("auth")) continue;
      await sql.unsafe("set local role supabase_auth_admin");
      await sql.unsafe(getAuthSchemaSql());
      await sql.unsafe(lockAuthTables);
      await sql.unsafe("reset role");
    }
    await sql.unsafe(`alter role postgres password '${secrets.postgresPassword}'`);
    await sql.unsafe(`alter role authenticator password '${secrets.authenticatorPassword}'`);
  });
}

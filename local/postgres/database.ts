import postgres, { type Sql } from "postgres";
import { layGround } from "@/local/postgres/ground";
import { applyMigrations } from "@/local/postgres/migrate";
import { databaseUrl, jobsPassword, machinePassword, secrets } from "@/local/settings";

/** Connection strings of the embedded Postgres, one per role that something signs in as. */
export function databaseUrls(port: number) {
  return {
    admin: databaseUrl("supabase_admin", secrets.supabaseAdminPassword, port),
    postgres: databaseUrl("postgres", secrets.postgresPassword, port),
    machine: databaseUrl("ringbook_machine", machinePassword, port),
    jobs: databaseUrl("ringbook_jobs", jobsPassword, port),
  };
}

/**
 * A small pool that says nothing about notices. End it when done. Without `arrays` it does not ask
 * for array types on every new connection, a question whose failure nobody hears when the database
 * ends.
 */
export function connect(url: string, max = 1, { arrays = true } = {}): Sql {
  return postgres(url, {
    max,
    onnotice: () => {},
    fetch_types: arrays,
    connection: { application_name: "local" },
  });
}

// Migrations create roles without a login; hosted projects set their passwords by a command.
async function openLogins(sql: Sql): Promise<void> {
  const passwords = { ringbook_machine: machinePassword, ringbook_jobs: jobsPassword };
  for (const [role, password] of Object.entries(passwords)) {
    const [found] = await sql`select 1 from pg_roles where rolname = ${role}`;
    if (found) await sql.unsafe(`alter role ${role} login password '${password}'`);
  }
}

/** Brings the database to what the app expects: ground, migrations, the roles' logins. */
export async function prepareDatabase(
  port: number,
  migrations?: string,
): Promise<{ applied: string[] }> {
  const urls = databaseUrls(port);
  const admin = connect(urls.admin);
  const sql = connect(urls.postgres);
  try {
    await layGround(admin);
    const applied = await applyMigrations(sql, migrations);
    await openLogins(sql);
    return { applied };
  } finally {
    await Promise.all([admin.end(), sql.end()]);
  }
}

import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { z } from "zod";
import { inProject } from "@/local/project";

const Example = z.object({
  NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: z.string().startsWith("sb_publishable_"),
  DATABASE_URL: z.string().url(),
  JOBS_DATABASE_URL: z.string().url(),
  ENCRYPTION_KEY: z.string(),
  CRON_SECRET: z.string(),
  FILES_S3_REGION: z.string(),
  FILES_S3_BUCKET: z.string(),
  FILES_S3_ACCESS_KEY_ID: z.string(),
  FILES_S3_SECRET_ACCESS_KEY: z.string(),
});

/** The embedded stack's fixed values. They live in one place: `.env.local.example`. */
export const example = Example.parse(
  parseEnv(readFileSync(inProject(".env.local.example"), "utf8")),
);

/** What only the embedded database and API know; nothing of it reaches the app. */
export const secrets = {
  jwt: "ringbook-local-signing-_h-DblxsgXsn5LzP_T6C4loOz7mvb8EO",
  supabaseSecretKey: "sb_secret_EgrzhlGmMPQIs3lEIlVVW__RYfsJ5dE",
  supabaseAdminPassword: "supabase-admin",
  postgresPassword: "postgres",
  authenticatorPassword: "authenticator",
};

/** The password inside `.env.local.example`'s DATABASE_URL. */
export const machinePassword = new URL(example.DATABASE_URL).password;

/** The password inside `.env.local.example`'s JOBS_DATABASE_URL. */
export const jobsPassword = new URL(example.JOBS_DATABASE_URL).password;

/** A connection string to the embedded Postgres for one of its roles. */
export function databaseUrl(role: string, password: string, port: number): string {
  return `postgresql://${role}:${password}@127.0.0.1:${port}/postgres`;
}

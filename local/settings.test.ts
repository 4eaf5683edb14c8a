import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { expect, test } from "vitest";
import { portVariables } from "@/local/options";
import { inProject } from "@/local/project";

const example = parseEnv(readFileSync(inProject(".env.local.example"), "utf8"));

test(".env.local.example points at the stack's usual ports, so that it works unchanged", () => {
  const portOf = (name: string) => new URL(example[name] ?? "").port;
  expect({
    app: portOf("NEXT_PUBLIC_APP_URL"),
    supabase: portOf("NEXT_PUBLIC_SUPABASE_URL"),
    postgres: portOf("DATABASE_URL"),
    carrier: portOf("TWILIO_API_BASE_URL"),
    smtp: portOf("SMTP_URL"),
    files: portOf("FILES_S3_ENDPOINT"),
  }).toEqual({
    app: `${portVariables.app.usual}`,
    supabase: `${portVariables.supabase.usual}`,
    postgres: `${portVariables.postgres.usual}`,
    carrier: `${portVariables.carrier.usual}`,
    smtp: `${portVariables.smtp.usual}`,
    files: `${portVariables.files.usual}`,
  });
});

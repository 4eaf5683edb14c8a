import { createWriteStream } from "node:fs";
import type { Server } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { format } from "node:util";
import { createAdaptorServer } from "@hono/node-server";
import { App } from "@supabase/lite";
import { createPostgresConnection } from "@supabase/lite/postgres";
import { signInMailer } from "@/local/mail/sign-in-mail";
import { listen } from "@/local/processes/listen";
import { inProject } from "@/local/project";
import { example, secrets } from "@/local/settings";
import { askLess } from "@/local/supabase/fewer-questions";
import { quoteLiterals } from "@/local/supabase/query-literals";

export type SupabaseApi = { server: Server; close(): Promise<void> };

/** PostgREST answers in ISO 8601: `2026-01-05T12:00:00.123456+00:00`. */
function isoTime(text: string): string {
  return text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00");
}
const timestampType = (oid: number) => ({
  to: oid,
  from: [oid],
  serialize: (value: unknown) => value,
  parse: isoTime,
});

/**
 * Supabase Lite writes a function's arguments as JSON before they come here; written twice they
 * would be one string.
 */
const jsonType = (oid: number) => ({
  to: oid,
  from: [oid],
  serialize: (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value)),
  parse: (text: string): unknown => JSON.parse(text),
});

function withTextFilters(request: Request): Request {
  const url = quoteLiterals(request.url);
  return url === request.url ? request : new Request(url, request);
}

/** Its library prints every refused request with a stack; that belongs in a file. */
function keepErrorsIn(file: string): () => void {
  const log = createWriteStream(file, { flags: "a" });
  log.on("error", () => {});
  const print = console.error;
  console.error = (...parts) => {
    log.write(`${new Date().toISOString()} ${format(...parts)}\n`);
  };
  return () => {
    console.error = print;
    log.end();
  };
}

/**
 * Sign-in and REST as on Supabase, over the embedded Postgres: `/auth/v1` and `/rest/v1` with
 * native RLS, the schema public only. Realtime is attached to the returned server.
 */
export async function startSupabaseApi(options: {
  port: number;
  databaseUrl: string;
  appUrl: string;
  smtpPort: number;
  logFile: string;
}): Promise<SupabaseApi> {
  const connection = createPostgresConnection({
    url: options.databaseUrl,
    postgresOptions: {
      max: 20,
      onnotice: () => {},
      connection: { application_name: "supabase-api" },
      types: {
        timestamp: timestampType(1114),
        timestamptz: timestampType(1184),
        json: jsonType(114),
        jsonb: jsonType(3802),
      },
    },
  });
  // Otherwise its first request grants the API roles everything, over what migrations revoked.
  Object.assign(connection, { rlsState: "active" });
  askLess(connection);
  const app = new App({
    connection,
    api: { schemas: ["public"], max_rows: 1000 },
    auth: {
      enabled: true,
      jwt_secret: secrets.jwt,
      publishable_key: example.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY,
      secret_key: secrets.supabaseSecretKey,
      site_url: options.appUrl,
      additional_redirect_urls: [`${options.appUrl}/**`],
      jwt_expiry: 3600,
      minimum_password_length: 8,
      enable_signup: true,
      email: {
        enable_signup: true,
        enable_confirmations: false,
        template: {
          recovery: {
            subject: "Choose a new password",
            content_path: inProject("supabase/templates/recovery.html"),
          },
        },
      },
    },
    options: {
      server: { admin: false },
      drivers: {
        email: signInMailer(options.smtpPort),
      },
    },
  });
  await app.init();
  const printErrorsAgain = keepErrorsIn(options.logFile);
  const server = createAdaptorServer({
    fetch: (request: Request, env) =>
      app.fetch(withTextFilters(request), {
        peerAddress: "incoming" in env ? (env.incoming.socket.remoteAddress ?? null) : null,
      }),
  }) as Server;
  await listen(server, options.port);
  return {
    server,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      // A query whose connection closed under it may never end: postgres#1154.
      await Promise.race([connection.close(), pause(2_000, undefined, { ref: false })]);
      printErrorsAgain();
    },
  };
}

import { join } from "node:path";
import { createClient } from "@supabase/supabase-js";
import { afterAll } from "vitest";
import { z } from "zod";
import type { Database } from "@/lib/db/supabase/database.types";
import { startSupabaseApi } from "@/local/supabase/api";
import { tapPostgres } from "@/tests/performance/postgres-wire";
import { stack } from "@/tests/support/stack";
import type { Member } from "@/tests/support/tenant";

/**
 * Settings of a session in which PostgreSQL says of each statement, nested ones too, how it was
 * carried out.
 */
const explaining = {
  session_preload_libraries: "auto_explain",
  "auto_explain.log_min_duration": "0",
  "auto_explain.log_analyze": "on",
  "auto_explain.log_timing": "off",
  "auto_explain.log_buffers": "on",
  "auto_explain.log_format": "json",
  "auto_explain.log_level": "notice",
  "auto_explain.log_nested_statements": "on",
};

const Explained = z.object({
  "Query Text": z.string(),
  Plan: z.looseObject({ "Shared Hit Blocks": z.number(), "Shared Read Blocks": z.number() }),
});
export type Explained = z.infer<typeof Explained>;

/**
 * The API once more, on the same database, through sessions that explain: what a store function
 * asks for is translated, signed and run exactly as for a page. `explain` gives how each of its
 * statements was really carried out.
 */
export async function startExplainedApi() {
  const url = new URL(stack.adminDatabaseUrl);
  for (const [name, value] of Object.entries(explaining)) url.searchParams.set(name, value);
  const tap = await tapPostgres(url.toString());
  const api = await startSupabaseApi({
    port: 0,
    databaseUrl: tap.url,
    appUrl: stack.urls.app,
    smtpPort: 1,
    logFile: join(stack.logFolder, "explained-api.log"),
  });
  afterAll(() => api.close());
  const address = api.server.address();
  const port = typeof address === "object" && address ? address.port : 0;

  return {
    as: (member: Member) =>
      createClient<Database>(`http://127.0.0.1:${port}`, stack.supabaseKey, {
        accessToken: async () => member.accessToken,
      }),
    async explain(work: () => Promise<unknown>): Promise<Explained[]> {
      const runs: Explained[][] = [];
      // A session that does something for the first time also reads the catalog: the cheapest run
      // is what the work costs.
      for (let run = 0; run < 3; run += 1) {
        tap.take();
        await work();
        runs.push(tap.take().notices.flatMap(readExplained));
      }
      const [cheapest = []] = runs.toSorted((one, other) => pagesOf(one) - pagesOf(other));
      return cheapest;
    },
  };
}

function readExplained(notice: string): Explained[] {
  const at = notice.indexOf("plan:");
  return at < 0 ? [] : [Explained.parse(JSON.parse(notice.slice(at + "plan:".length)))];
}

const pagesOf = (explained: Explained[]) =>
  explained.reduce(
    (sum, { Plan }) => sum + Plan["Shared Hit Blocks"] + Plan["Shared Read Blocks"],
    0,
  );

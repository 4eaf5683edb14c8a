import { z } from "zod";
import { connect } from "@/local/postgres/database";
import { runProgram } from "@/local/processes/run-program";

const Report = z.object({
  results: z.array(z.object({ name: z.string(), level: z.string(), detail: z.string() })),
});
type Finding = z.infer<typeof Report>["results"][number];

async function askAdvisors(databaseUrl: string): Promise<Finding[]> {
  const { code, stdout, stderr } = await runProgram(
    "supabase",
    [
      ...["db", "advisors", `--remote=${databaseUrl}`, "--type", "all"],
      ...["--level", "warn", "--fail-on", "warn", "--output-format", "json"],
    ],
    { env: { PGSSLMODE: "disable" } },
  );
  const report = Report.safeParse(stdout === "" ? undefined : JSON.parse(stdout));
  if (!report.success) throw new Error(`supabase db advisors failed (${code}):\n${stderr}`);
  return report.data.results;
}

/** Advisors can be green for the wrong reason: two planted faults have to be reported. */
async function testAdvisors(databaseUrl: string): Promise<string[]> {
  const sql = connect(databaseUrl);
  try {
    await sql.unsafe(`
      create table public.planted_table (id int primary key);
      create view public.planted_view as select * from public.planted_table;
      grant select on public.planted_table, public.planted_view to anon, authenticated;`);
    const found = await askAdvisors(databaseUrl);
    const saw = (name: string, object: string) =>
      found.some((each) => each.name === name && each.detail.includes(object));
    const missed: string[] = [];
    if (!saw("rls_disabled_in_public", "planted_table")) {
      missed.push(
        "The advisors do not see a table without row security: their answer is worthless.",
      );
    }
    if (!saw("security_definer_view", "planted_view")) {
      missed.push("The advisors do not see a definer view: their answer is worthless.");
    }
    return missed;
  } finally {
    await sql.unsafe("drop view if exists public.planted_view");
    await sql.unsafe("drop table if exists public.planted_table");
    await sql.end();
  }
}

/** Supabase's own security and performance lints on the exposed schemas, after a self-test. */
export async function checkAdvisors(databaseUrl: string): Promise<string[]> {
  const missed = await testAdvisors(databaseUrl);
  if (missed.length > 0) return missed;
  // The library's own functions in `jobs`: run with their caller's rights, and not exposed.
  const findings = (await askAdvisors(databaseUrl)).filter(
    ({ name, detail }) => !(name === "function_search_path_mutable" && detail.includes("`jobs.")),
  );
  return findings.map(({ level, name, detail }) => `${level} ${name}: ${detail}`);
}

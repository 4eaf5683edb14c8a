import { globSync } from "node:fs";
import type { Sql } from "postgres";
import { inProject } from "@/local/project";

/** Where the ids of a page with `[id]` come from, by what stands before it. */
const examples: Record<string, string> = {
  "/contacts": `select contact_id as id from public.calls where contact_id is not null
    and tenant_id = :tenant group by 1 order by count(*) desc, 1 limit 1`,
  "/companies": `select company_id as id from public.contacts where company_id is not null
    and tenant_id = :tenant group by 1 order by count(*) desc, 1 limit 1`,
  "/calls": `select c.id from public.calls c join public.recordings r
    on r.tenant_id = c.tenant_id and r.call_id = c.id
    where c.tenant_id = :tenant order by c.created_at desc limit 1`,
  "/messages": `select thread_id as id from public.messages where tenant_id = :tenant
    group by 1 order by count(*) desc, max(created_at) desc limit 1`,
  "/calendar": `select id from public.bookings where tenant_id = :tenant
    and status = 'confirmed' and starts_at > now() order by starts_at, id limit 1`,
  "/tasks": "select id from public.tasks where tenant_id = :tenant order by created_at, id limit 1",
  "/call-lists": "select id from public.call_lists where tenant_id = :tenant order by id limit 1",
  "/settings/routing":
    "select id from public.routes where tenant_id = :tenant order by is_default, name limit 1",
  "/settings/voice-agent":
    "select id from public.voice_agents where tenant_id = :tenant order by name limit 1",
  "/settings/numbers":
    "select id from public.phone_numbers where tenant_id = :tenant order by created_at, id limit 1",
};

/** Every page of the desk by its path: "/contacts/[id]". */
export function deskPages(): string[] {
  return globSync("app/(desk)/**/page.tsx", { cwd: inProject("") })
    .map((file) => {
      const folders = file.split(/[\\/]/).slice(1, -1);
      return `/${folders.filter((folder) => !folder.startsWith("(")).join("/")}`;
    })
    .toSorted();
}

/**
 * The pages of a company with their addresses; without those of which it has no example. `wanted`
 * are beginnings of paths; without any, all pages.
 */
export async function addressesOf(
  sql: Sql,
  tenantId: string,
  wanted: string[],
): Promise<{ page: string; address: string }[]> {
  const found: { page: string; address: string }[] = [];
  for (const page of deskPages()) {
    if (wanted.length > 0 && !wanted.some((beginning) => page.startsWith(beginning))) continue;
    const [before = page] = page.split("/[");
    if (before === page) {
      found.push({ page, address: page });
      continue;
    }
    const question = examples[before];
    if (!question) continue;
    const [row] = await sql.unsafe<{ id: string }[]>(
      question.replaceAll(":tenant", () => `'${tenantId}'`),
    );
    if (row) found.push({ page, address: page.replace("[id]", row.id) });
  }
  return found;
}

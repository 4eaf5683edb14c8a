import type { Sql } from "postgres";
import type { Route } from "@/lib/routing/route";

/** Publishes a route of a planted tenant, and gives it to a number (its id); the version. */
export async function plantRoute(
  sql: Sql,
  { tenantId, numberId, route }: { tenantId: string; numberId: string; route: Route },
): Promise<string> {
  const [version] = await sql<{ id: string }[]>`
    with made as (insert into public.routes (tenant_id, name, draft)
      values (${tenantId}, 'Main', '{}') returning tenant_id, id),
    given as (update public.phone_numbers n set route_id = made.id from made
      where n.tenant_id = made.tenant_id and n.id = ${numberId})
    insert into public.route_versions (tenant_id, route_id, body)
      select tenant_id, id, ${JSON.stringify(route)}::text::jsonb from made returning id`;
  if (!version) throw new Error("no route was published");
  return version.id;
}

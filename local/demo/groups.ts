import type { Sql } from "postgres";
import { uuidOf } from "@/local/demo/chance";
import type { Company } from "@/local/demo/companies";

type Scene = { company: Company; tenantId: string; reps: { userId: string }[] };

/** The reps as a group, which the company's route rings in place of everyone. */
export async function writeGroup(sql: Sql, { company, tenantId, reps }: Scene): Promise<void> {
  const id = uuidOf(`${company.domain} group`);
  const people = reps.map(({ userId }) => userId);
  await sql`insert into public.groups (id, tenant_id, name, people)
    values (${id}, ${tenantId}, 'Sales', ${people}) on conflict do nothing`;
  const rings = { name: "Sales", who: { kind: "group", group_id: id } };
  const [route] = await sql<{ id: string }[]>`update public.routes
    set draft = jsonb_set(draft, '{steps,everyone}', draft #> '{steps,everyone}' || ${sql.json(rings)})
    where tenant_id = ${tenantId} and is_default
      and draft #>> '{steps,everyone,who,kind}' = 'everyone' returning id`;
  if (!route) return;
  await sql`insert into public.route_versions (tenant_id, route_id, body)
    select tenant_id, id, draft from public.routes
    where tenant_id = ${tenantId} and id = ${route.id}`;
}

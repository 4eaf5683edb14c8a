import type { TestTenant } from "@/tests/support/tenant";
import { admin } from "@/tests/telephony/record/call-record";

/**
 * Gives a tenant's many contacts owners, stages, companies, tags, values of a field and archives
 * some, as the app would leave them, without running triggers. Gives views of each filter.
 */
export async function plantViews(
  tenant: TestTenant,
): Promise<Record<string, Record<string, string>>> {
  const { id } = tenant;
  const [stage] = await admin`select id from public.contact_stages where tenant_id = ${id} limit 1`;
  const [field] = await admin`insert into public.contact_fields (tenant_id, name, type, choices)
    values (${id}, 'Plan', 'choice', '{Gold,Silver}') returning id`;
  const [note] = await admin`insert into public.contact_fields (tenant_id, name, type)
    values (${id}, 'Note', 'text') returning id`;
  const [tag] = await admin`insert into public.tags (tenant_id, name) values (${id}, 'VIP')
    returning id`;
  const [company] = await admin`insert into public.companies (tenant_id, name)
    values (${id}, 'Meridian') returning id`;
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`update public.contacts c set
        owner_id = case n % 20 when 0 then ${tenant.rep.userId}::uuid
          when 1 then null else ${tenant.rep2.userId}::uuid end,
        stage_id = case when n % 20 = 2 then ${stage?.id}::uuid end,
        company_id = case when n % 20 = 3 then ${company?.id}::uuid end,
        custom = case n % 20 when 4 then jsonb_build_object(${field?.id}::text, 'Gold')
          when 6 then jsonb_build_object(${note?.id}::text, 'Met at the fair') else '{}' end,
        archived_at = case when n % 20 = 5 then now() end
      from (select id, row_number() over (order by id) as n from public.contacts
        where tenant_id = ${id}) numbered where numbered.id = c.id`;
    await sql`update public.contact_activity a set is_archived = true from public.contacts c
      where c.id = a.contact_id and c.tenant_id = ${id} and c.archived_at is not null`;
    await sql`insert into public.contact_tags (tenant_id, contact_id, tag_id, sort_name)
      select tenant_id, id, ${tag?.id}, sort_name from public.contacts
      where tenant_id = ${id} and owner_id = ${tenant.rep.userId} and archived_at is null`;
  });
  return {
    owner: { owner: tenant.rep.userId },
    stage: { stage: String(stage?.id) },
    company: { company: String(company?.id) },
    tag: { tag: String(tag?.id) },
    none: { owner: "none" },
    "no stage": { stage: "none" },
    missed: { missed: "1" },
    task: { task: "1" },
    not_called: { not_called: "1" },
    archived: { archived: "1" },
    "own value": { [`is.${field?.id}`]: "Gold" },
    "own part": { [`part.${note?.id}`]: "FAIR" },
    "by company": { sort: "company" },
    newest: { sort: "-created" },
    "by call": { sort: "-last_call" },
  };
}

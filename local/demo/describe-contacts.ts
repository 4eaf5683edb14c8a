import type { TransactionSql } from "postgres";
import type { DemoContact } from "@/local/demo/contacts";

/** What the companies keep about their contacts beside what everyone does. */
const fields = [
  { name: "Customer number", type: "number", choices: [] },
  { name: "Preferred language", type: "choice", choices: ["English", "Spanish", "French"] },
  { name: "Contract signed", type: "checkbox", choices: [] },
];
const withNumber = 6;

/** Stages and tags of the contacts, two of their own fields, and some companies' main numbers. */
export async function describeContacts(
  sql: TransactionSql,
  tenantId: string,
  contacts: DemoContact[],
): Promise<void> {
  await sql`insert into public.contact_fields ${sql(
    fields.map((field, position) => ({ ...field, position, tenant_id: tenantId })),
  )} on conflict do nothing`;
  const names = contacts.flatMap(({ tags }) => tags);
  await sql`insert into public.tags (tenant_id, name)
    select distinct ${tenantId}::uuid, name from unnest(${names}::text[]) name
    on conflict do nothing`;
  for (const [at, { id, stage, tags, company, phones }] of contacts.entries()) {
    await sql`insert into public.contact_tags (tenant_id, contact_id, tag_id)
      select ${tenantId}, ${id}, id from public.tags
      where tenant_id = ${tenantId} and name = any (${tags}) on conflict do nothing`;
    await sql`update public.contacts set
        stage_id = (select id from public.contact_stages
          where tenant_id = ${tenantId} and name = ${stage}),
        custom = jsonb_strip_nulls(coalesce((select jsonb_object_agg(id, case name
            when 'Customer number' then to_jsonb(${4100 + at}::integer)
            when 'Preferred language' then to_jsonb(choices[1 + ${at}::integer % 3])
            when 'Contract signed' then to_jsonb(case when ${stage === "Customer"} then true end)
          end) from public.contact_fields where tenant_id = ${tenantId}), '{}'))
      where tenant_id = ${tenantId} and id = ${id} and custom = '{}'`;
    const area = phones[0]?.phone.slice(0, 5);
    if (at >= withNumber || !area) continue;
    await sql`update public.companies set phone = ${`${area}555010${at}`}
      where tenant_id = ${tenantId} and name = ${company} and phone is null`;
  }
}

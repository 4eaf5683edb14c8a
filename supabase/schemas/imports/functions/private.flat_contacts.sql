-- Contacts as an import compares and writes them: what people change about them by its name, and
-- each number, email and tag as "phone:+1…", "email:…", "tag:…".
create or replace function private.flat_contacts(tenant uuid, ids uuid[])
returns table (contact_id uuid, flat jsonb)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select c.id, private.contact_facts(c) || coalesce((
      select jsonb_object_agg(more.key, more.value) from (
        select 'phone:' || p.phone as key,
            jsonb_build_object('extension', p.extension, 'label', p.label) as value
          from public.contact_phones p where p.tenant_id = tenant and p.contact_id = c.id
        union all
        select 'email:' || e.email, jsonb_build_object('label', e.label)
          from public.contact_emails e where e.tenant_id = tenant and e.contact_id = c.id
        union all
        select 'tag:' || t.sort_name, 'true' from public.contact_tags ct
          join public.tags t on t.tenant_id = tenant and t.id = ct.tag_id
          where ct.tenant_id = tenant and ct.contact_id = c.id) more), '{}')
    from public.contacts c where c.tenant_id = tenant and c.id = any (ids)
$$;

revoke all on function private.flat_contacts from public;

-- A contact with its numbers, emails and tags, as rows that private.put_row can write again.
create or replace function private.contact_image(tenant uuid, contact uuid) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'contact', to_jsonb(c) - 'search',
    'contact_phones', coalesce((select jsonb_agg(p order by p.position, p.id)
      from public.contact_phones p where p.tenant_id = tenant and p.contact_id = c.id), '[]'),
    'contact_emails', coalesce((select jsonb_agg(e order by e.position, e.id)
      from public.contact_emails e where e.tenant_id = tenant and e.contact_id = c.id), '[]'),
    'contact_tags', coalesce((select jsonb_agg(t order by t.tag_id)
      from public.contact_tags t where t.tenant_id = tenant and t.contact_id = c.id), '[]'))
  from public.contacts c where c.tenant_id = tenant and c.id = contact
$$;

revoke all on function private.contact_image from public;

-- Contacts as an import compares and writes them: by column, and each number as "phone:+1…".
create or replace function private.flat_contacts(tenant uuid, ids uuid[])
returns table (contact_id uuid, flat jsonb)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select c.id, jsonb_build_object('name', c.name, 'company', c.company, 'email', c.email,
      'owner_id', c.owner_id) || coalesce((
        select jsonb_object_agg('phone:' || p.phone,
          jsonb_build_object('extension', p.extension, 'label', p.label))
        from public.contact_phones p where p.tenant_id = tenant and p.contact_id = c.id), '{}')
    from public.contacts c where c.tenant_id = tenant and c.id = any (ids)
$$;

revoke all on function private.flat_contacts from public;

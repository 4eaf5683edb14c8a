-- An import that this person may change, locked: their own, or any for managers and admins.
create or replace function private.own_import(tenant uuid, person uuid, import uuid)
returns public.contact_imports
language sql set search_path = pg_catalog, pg_temp as $$
  select i from public.contact_imports i
  join public.profiles p on p.tenant_id = tenant and p.user_id = person and p.removed_at is null
  where i.tenant_id = tenant and i.id = import
    and (i.created_by = person or p.role in ('manager', 'admin'))
  for update of i
$$;

revoke all on function private.own_import from public;

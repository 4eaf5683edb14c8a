-- Whether a person is a manager or an admin of a tenant now: those may listen to calls of others.
create or replace function private.is_manager(tenant uuid, person uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.profiles p where p.tenant_id = tenant and p.user_id = person
    and p.removed_at is null and p.role in ('manager', 'admin'))
$$;
revoke all on function private.is_manager from public;

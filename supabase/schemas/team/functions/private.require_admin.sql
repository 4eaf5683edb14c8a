-- Who may decide is asked once those before them are done: an admin removed a moment ago decides
-- nothing more.
create or replace function private.require_admin() returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare tenant uuid := private.tenant_id();
begin
  perform 1 from public.tenants where id = tenant for no key update;
  if private.tenant_id() is distinct from tenant or private.role() is distinct from 'admin' then
    raise exception 'only admins may do this' using errcode = '42501';
  end if;
  return tenant;
end
$$;

revoke all on function private.require_admin from public;

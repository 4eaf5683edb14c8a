-- The lowest extension from 101 on that nobody of the tenant has; null where all three digits are
-- taken. One at a time for each tenant, with who changes one (private.require_admin).
create or replace function private.next_extension(tenant uuid) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from public.tenants where id = tenant for no key update;
  return (select min(free)::text from generate_series(101, 899) free
    where free <> 112 and not exists (select from public.profiles p
      where p.tenant_id = tenant and p.extension = free::text));
end
$$;
revoke all on function private.next_extension from public;

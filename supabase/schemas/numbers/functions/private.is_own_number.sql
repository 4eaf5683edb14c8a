-- Whether a phone (E.164) is one of the numbers that the tenant answers here.
create or replace function private.is_own_number(tenant uuid, phone text) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from public.phone_numbers n
    where n.tenant_id = tenant and n.number = phone and n.removed_at is null)
$$;

revoke all on function private.is_own_number from public;

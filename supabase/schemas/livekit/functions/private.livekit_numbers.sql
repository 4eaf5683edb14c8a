-- The numbers (E.164) that a tenant's trunk takes calls for, in order.
create or replace function private.livekit_numbers(tenant uuid) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(number order by number), '[]') from public.phone_numbers
  where tenant_id = tenant and removed_at is null
$$;

revoke all on function private.livekit_numbers from public;

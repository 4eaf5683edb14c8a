set check_function_bodies = off;

create or replace function private.realtime_topic() returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select 'tenant:' || t.id || ':' || t.realtime_epoch
  from public.profiles p join public.tenants t on t.id = p.tenant_id
  where p.user_id = auth.uid() and p.removed_at is null and private.signed_in(p.user_id) is not null
$$;

revoke all on function private.realtime_topic from public;
grant execute on function private.realtime_topic to authenticated;

create or replace function private.role() returns public.member_role
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select role from public.profiles
  where user_id = auth.uid() and removed_at is null and private.signed_in(user_id) is not null
$$;

revoke all on function private.role from public;
grant execute on function private.role to authenticated;

-- Who is asking. Called once per statement: (select private.tenant_id()).
create or replace function private.tenant_id() returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select tenant_id from public.profiles
  where user_id = auth.uid() and removed_at is null and private.signed_in(user_id) is not null
$$;

revoke all on function private.tenant_id from public;
grant execute on function private.tenant_id to authenticated;

reset check_function_bodies;

-- Who is asking. Called once per statement: (select private.tenant_id()).
create or replace function private.tenant_id() returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select tenant_id from public.profiles
  where user_id = auth.uid() and removed_at is null and private.signed_in(user_id) is not null
$$;

revoke all on function private.tenant_id from public;
grant execute on function private.tenant_id to authenticated;

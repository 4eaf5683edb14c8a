-- A tenant's LiveKit account; null when there is none.
create or replace function machine.livekit_account(tenant uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.livekit_json(a) from public.livekit_accounts a where a.tenant_id = tenant
$$;

revoke all on function machine.livekit_account from public;
grant execute on function machine.livekit_account to ringbook_machine;

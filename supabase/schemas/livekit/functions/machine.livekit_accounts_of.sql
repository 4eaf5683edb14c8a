-- Every account that was saved with an API key, the key of a webhook's JWT: whose it is says the
-- secret that verifies it, and the room's name.
create or replace function machine.livekit_accounts_of(key text) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(private.livekit_json(a) order by a.tenant_id), '[]')
  from public.livekit_accounts a where a.api_key = key
$$;

revoke all on function machine.livekit_accounts_of from public;
grant execute on function machine.livekit_accounts_of to ringbook_machine;

-- A LiveKit account as the app reads it (lib/livekit/machine.ts), its secrets still encrypted.
create or replace function private.livekit_json(account public.livekit_accounts) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select to_jsonb(account) - array['setup_claim', 'setup_until', 'updated_at', 'reported_at']
$$;

revoke all on function private.livekit_json from public;

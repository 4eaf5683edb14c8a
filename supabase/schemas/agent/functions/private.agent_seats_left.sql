-- How many more callers may talk with a tenant's voice agents now. A talk whose process was lost
-- counts until a heartbeat of another ends it, an hour at most.
create or replace function private.agent_seats_left(tenant uuid) returns integer
language sql stable set search_path = pg_catalog, pg_temp as $$
  select t.agent_talks_at_once - (select count(*) from public.voice_agent_sessions s
      where s.tenant_id = tenant and s.status <> 'ended'
        and s.started_at > now() - interval '65 minutes')::integer
    from public.tenants t where t.id = tenant $$;
revoke all on function private.agent_seats_left from public;

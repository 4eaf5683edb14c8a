-- What the agent of a talk may tell about the company (`knowledge` of its settings); null for a
-- talk that is not the tenant's.
create or replace function machine.agent_knowledge(tenant uuid, target uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select v.body -> 'knowledge' from public.voice_agent_sessions s
    join public.voice_agent_versions v on v.tenant_id = s.tenant_id and v.id = s.version_id
    where s.tenant_id = tenant and s.id = target $$;
revoke all on function machine.agent_knowledge from public;
grant execute on function machine.agent_knowledge to ringbook_machine;

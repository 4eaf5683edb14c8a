-- How many US dollars an agent's models may still cost on this day of the tenant's time zone, when
-- they may cost so much a day. Talks that go on cost what they have used so far; one whose price is
-- not known costs nothing (private.talk_cost).
create or replace function private.agent_dollars_left(tenant uuid, agent uuid,
  dollars_per_day numeric) returns numeric
language sql stable set search_path = pg_catalog, pg_temp as $$
  select dollars_per_day - coalesce(sum(coalesce(f.cost, private.talk_cost(s.usage, p))), 0)
    from public.voice_agent_sessions s
    left join public.voice_agent_figures f on f.tenant_id = tenant and f.session_id = s.id
    left join public.realtime_prices p on p.tenant_id = tenant and p.model = s.model
    where s.tenant_id = tenant and s.agent_id = agent and s.started_at >= (
      select date_trunc('day', now(), t.time_zone) from public.tenants t where t.id = tenant) $$;
revoke all on function private.agent_dollars_left from public;

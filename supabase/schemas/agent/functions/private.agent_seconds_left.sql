-- How many seconds an agent may still talk on this day of the tenant's time zone, when it may talk
-- for so many minutes a day.
create or replace function private.agent_seconds_left(tenant uuid, agent uuid,
  minutes_per_day integer) returns integer
language sql stable set search_path = pg_catalog, pg_temp as $$
  select minutes_per_day * 60 - coalesce(sum(
      extract(epoch from coalesce(s.ended_at, now()) - s.started_at)), 0)::integer
    from public.voice_agent_sessions s
    where s.tenant_id = tenant and s.agent_id = agent and s.started_at >= (
      select date_trunc('day', now(), t.time_zone) from public.tenants t where t.id = tenant) $$;
revoke all on function private.agent_seconds_left from public;

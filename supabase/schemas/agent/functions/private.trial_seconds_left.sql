-- How many seconds of this day (30 minutes, in the tenant's time zone) are left for trials by
-- microphone. Each lasts three minutes at most (lib/agent/sound/trial.ts): so much is taken until
-- its end is known, also where its process died.
create or replace function private.trial_seconds_left(tenant uuid) returns integer
language sql stable set search_path = pg_catalog, pg_temp as $$
  select greatest(1800 - coalesce(sum(extract(epoch from
      least(coalesce(k.ended_at - k.started_at, '3 minutes'), '3 minutes'))),
    0)::integer, 0)
  from private.agent_trials k
  where k.tenant_id = tenant and k.started_at >= (
    select date_trunc('day', now(), t.time_zone) from public.tenants t where t.id = tenant) $$;
revoke all on function private.trial_seconds_left from public;

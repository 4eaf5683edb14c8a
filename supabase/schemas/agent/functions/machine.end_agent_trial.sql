-- A trial by microphone is over.
create or replace function machine.end_agent_trial(tenant uuid, trial uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update private.agent_trials k set ended_at = now()
    where k.tenant_id = tenant and k.id = trial and k.ended_at is null
$$;
revoke all on function machine.end_agent_trial from public;
grant execute on function machine.end_agent_trial to ringbook_machine;

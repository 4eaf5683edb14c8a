-- A trial by microphone begins: how many seconds it may last; null where none are left today.
create or replace function machine.begin_agent_trial(tenant uuid, trial uuid) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  seconds integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('agent trials:' || tenant, 0));
  seconds := private.trial_seconds_left(tenant);
  if seconds = 0 then return null; end if;
  delete from private.agent_trials k
    where k.tenant_id = tenant and k.started_at < now() - interval '2 days';
  insert into private.agent_trials (tenant_id, id, started_at) values (tenant, trial, now());
  return seconds;
end
$$;
revoke all on function machine.begin_agent_trial from public;
grant execute on function machine.begin_agent_trial to ringbook_machine;

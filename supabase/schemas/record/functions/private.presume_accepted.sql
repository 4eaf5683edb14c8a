-- Of a rep's leg that was picked up and is over: a digit that nobody recorded (no webhook came, the
-- database was away). Twilio's legs and recordings say whether they talked. A recording that is
-- shorter than the rep's leg began at the bridge, so it is the talk; and no screening lasts 45
-- seconds.
create or replace function private.presume_accepted(caller public.call_legs, agent public.call_legs)
  returns public.call_legs
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  seconds integer;
begin
  if agent.ended_at is null or agent.duration_seconds is null or caller.ended_at is null then
    return agent;
  end if;
  select max(r.duration_seconds) into seconds from public.recordings r
    where r.tenant_id = agent.tenant_id and r.call_id = agent.call_id
      and r.duration_seconds between 1 and agent.duration_seconds - 2;
  if seconds is null and (agent.duration_seconds >= 45 or caller.dial_bridged) then
    seconds := agent.duration_seconds;
  end if;
  agent.accepted_at := least(agent.ended_at, caller.ended_at) - make_interval(secs => seconds);
  return agent;
end
$$;

revoke all on function private.presume_accepted from public;

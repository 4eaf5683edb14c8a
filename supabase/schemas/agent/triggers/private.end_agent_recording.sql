-- The caller of a talk goes on along the route, where what comes next has a recording of its own.
-- The talk's process ends the talk's own, if it can; a job does where it could not, or is gone.
create or replace function private.end_agent_recording() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform private.add_job('agent.end_recording', jsonb_build_object('tenant_id', new.tenant_id,
      'account_sid', a.account_sid, 'call_sid', new.call_sid, 'ended_at', new.ended_at),
      new.id::text)
    from public.twilio_accounts a where a.tenant_id = new.tenant_id;
  return null;
exception when others then
  if left(sqlstate, 2) in ('40', '53', '55', '57', '58') then raise; end if;
  raise warning 'the recording of talk % is not ended: %', new.id, sqlerrm;
  return null;
end
$$;
revoke all on function private.end_agent_recording from public;

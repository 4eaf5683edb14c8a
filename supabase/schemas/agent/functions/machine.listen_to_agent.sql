-- A manager or an admin listens to a live talk of a voice agent: { url } of the process that has
-- it, or { refused }: 'over' or 'forbidden'. It is in the activity log.
create or replace function machine.listen_to_agent(tenant uuid, person uuid, target uuid)
returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  talk record;
begin
  if not private.is_manager(tenant, person) then
    return jsonb_build_object('refused', 'forbidden');
  end if;
  select s.call_id, a.name, w.url into talk
    from public.voice_agent_sessions s
    join public.voice_agents a on a.tenant_id = tenant and a.id = s.agent_id
    join private.agent_workers w on w.id = s.worker_id
    where s.tenant_id = tenant and s.id = target and s.status <> 'ended';
  if talk.url is null then return jsonb_build_object('refused', 'over'); end if;
  perform private.audit(tenant, person, 'call.agent_listened', target::text,
    jsonb_build_object('call_id', talk.call_id, 'agent', talk.name));
  return jsonb_build_object('url', talk.url);
end
$$;
revoke all on function machine.listen_to_agent from public;
grant execute on function machine.listen_to_agent to ringbook_machine;

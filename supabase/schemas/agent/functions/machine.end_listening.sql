-- Of the browsers at a voice agent's process ([{ id, tenant_id, user_id, session_id, sign_in }], of
-- which a null session is a trial) the ids of those whose person may not be there any more: to
-- listen is for managers and admins, to try for admins, and for nobody who has signed out of that
-- browser. That somebody may listen no more is in the activity log.
create or replace function machine.end_listening(browsers jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  b record;
  ended jsonb := '[]';
begin
  for b in select k.*, exists (select from public.profiles p where p.tenant_id = k.tenant_id
        and p.user_id = k.user_id and p.removed_at is null
        and (p.role = 'admin' or p.role = 'manager' and k.session_id is not null)) as may
      from jsonb_to_recordset(browsers)
        as k(id uuid, tenant_id uuid, user_id uuid, session_id uuid, sign_in uuid)
  loop
    continue when b.may and (b.sign_in is null or exists (select from auth.sessions a
      where a.id = b.sign_in and a.user_id = b.user_id));
    ended := ended || to_jsonb(b.id);
    continue when b.may;
    perform private.audit(b.tenant_id, null, 'call.listening_ended', b.user_id::text,
        jsonb_build_object('call_id', s.call_id, 'agent', a.name))
      from public.voice_agent_sessions s
      join public.voice_agents a on a.tenant_id = s.tenant_id and a.id = s.agent_id
      where s.tenant_id = b.tenant_id and s.id = b.session_id;
  end loop;
  return ended;
end
$$;
revoke all on function machine.end_listening from public;
grant execute on function machine.end_listening to ringbook_machine;

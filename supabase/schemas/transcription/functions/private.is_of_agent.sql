-- Whether a recording is the one that a voice agent's process made of its talk.
create or replace function private.is_of_agent(r public.recordings) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.voice_agent_sessions s
    where s.tenant_id = r.tenant_id and s.call_id = r.call_id
      and s.recording_sid = r.recording_sid)
$$;
revoke all on function private.is_of_agent from public;

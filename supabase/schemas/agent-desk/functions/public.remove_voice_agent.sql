create or replace function public.remove_voice_agent(agent uuid) returns text
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.remove_voice_agent(agent)
$$;

comment on function public.remove_voice_agent is
  'Deletes a voice agent that no route uses: private.remove_voice_agent says what comes back.';

revoke all on function public.remove_voice_agent from public, anon, service_role;
grant execute on function public.remove_voice_agent to authenticated;

-- What a caller said to a voice agent, in a sentence, for the person who is about to have them;
-- empty where nothing is known. Stored with the event; the same event again gets what was stored.
create or replace function private.agent_summary(tenant uuid, e jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  key text := e ->> 'dedupe_key';
  facts jsonb := (select v.answered_from -> 'routing' from public.call_events v
    where v.tenant_id = tenant and v.dedupe_key = key);
begin
  if facts is null then
    facts := jsonb_build_object('summary', coalesce((
      select left(coalesce(s.summary, case s.outcome when 'failed'
        then 'the voice agent could not go on' else s.reason end), 300)
        from public.voice_agent_sessions s
        where s.tenant_id = tenant and s.call_id = (e ->> 'call_id')::uuid
        order by s.started_at desc limit 1), ''));
    update public.call_events set answered_from = answered_from
        || jsonb_build_object('routing', facts)
      where tenant_id = tenant and dedupe_key = key and answered_from is not null;
  end if;
  return facts;
end
$$;
revoke all on function private.agent_summary from public;

-- What a talk has become since it was written last: { turns, tools, figures }, each turn and tool
-- call whole, any number of times. One that has ended stays so.
create or replace function machine.write_agent_session(tenant uuid, target uuid, w jsonb)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  f jsonb := coalesce(w -> 'figures', '{}');
  call uuid := (select s.call_id from public.voice_agent_sessions s
    where s.tenant_id = tenant and s.id = target);
begin
  if call is null then return; end if;
  insert into public.voice_agent_turns as o (tenant_id, session_id, call_id, number, who, said,
      heard, interrupted, started_at, silence_ms, model_ms, bridge_ms, playback_ms, tools_ms,
      clear_ms)
    select tenant, target, call, t.number, t.who, t.said, t.heard, t.interrupted, t.started_at,
        t.silence_ms, t.model_ms, t.bridge_ms, t.playback_ms, t.tools_ms, t.clear_ms
      from jsonb_populate_recordset(null::public.voice_agent_turns, w -> 'turns') t
  on conflict (tenant_id, session_id, number) do update set said = excluded.said,
    heard = excluded.heard, interrupted = excluded.interrupted,
    silence_ms = excluded.silence_ms, model_ms = excluded.model_ms,
    bridge_ms = excluded.bridge_ms, playback_ms = excluded.playback_ms,
    tools_ms = excluded.tools_ms, clear_ms = excluded.clear_ms;
  insert into public.voice_agent_tool_calls as o (tenant_id, session_id, call_id, number, turn,
      tool_call_id, tool, arguments, result, state, started_at, took_ms)
    select tenant, target, call, t.number, t.turn, t.tool_call_id, t.tool, t.arguments, t.result,
        t.state, t.started_at, t.took_ms
      from jsonb_populate_recordset(null::public.voice_agent_tool_calls, w -> 'tools') t
  on conflict (tenant_id, session_id, number) do update set result = excluded.result,
    state = excluded.state, took_ms = excluded.took_ms;
  if f = '{}' then return; end if;
  update public.voice_agent_sessions s set
      status = case when s.status = 'ended' then 'ended' else coalesce(f ->> 'status', s.status)
        end,
      outcome = coalesce(f ->> 'outcome', s.outcome), reason = coalesce(f ->> 'reason', s.reason),
      summary = coalesce(f ->> 'summary', s.summary),
      language = coalesce(f ->> 'language', s.language), model = coalesce(f ->> 'model', s.model),
      interruptions = coalesce((f ->> 'interruptions')::integer, s.interruptions),
      silences = coalesce((f ->> 'silences')::integer, s.silences),
      reconnects = coalesce((f ->> 'reconnects')::integer, s.reconnects),
      usage = coalesce(f -> 'usage', s.usage),
      rating = coalesce((f ->> 'rating')::smallint, s.rating),
      talking_at = coalesce(s.talking_at, (f ->> 'talking_at')::timestamptz),
      notice_heard_at = coalesce(s.notice_heard_at, (f ->> 'notice_heard_at')::timestamptz),
      recording_at = coalesce(s.recording_at, (f ->> 'recording_at')::timestamptz),
      recording_sid = coalesce(s.recording_sid, f ->> 'recording_sid'),
      ended_at = coalesce(s.ended_at, (f ->> 'ended_at')::timestamptz)
    where s.tenant_id = tenant and s.id = target;
end
$$;
revoke all on function machine.write_agent_session from public;
grant execute on function machine.write_agent_session to ringbook_machine;

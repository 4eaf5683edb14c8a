-- How the agent's talk ended that a call comes from (`routing.talked`: the place in its route), for
-- the next decision; null for any other event. Its stream is over, whether or not its process has
-- said so; a caller who hung up is served, as ever, unless the agent had not begun to talk.
create or replace function private.agent_end(tenant uuid, e jsonb) returns jsonb
language sql set search_path = pg_catalog, pg_temp as $$
  update public.voice_agent_sessions s set status = 'ended',
      ended_at = coalesce(s.ended_at, (e ->> 'occurred_at')::timestamptz),
      outcome = coalesce(s.outcome, case
        when e #>> '{data,CallStatus}' <> 'in-progress' and s.talking_at is not null
          then 'caller_left'
        when s.asked = 'take_over' then 'taken_over' else 'failed' end),
      reason = coalesce(s.reason, case
        when e #>> '{data,CallStatus}' = 'in-progress' then 'the stream ended'
        when s.talking_at is null then 'the caller hung up before the agent spoke'
        else 'the caller hung up' end)
    where s.tenant_id = tenant and s.call_id = (e ->> 'call_id')::uuid
      and s.call_sid = e ->> 'call_sid' and s.place = e #>> '{routing,talked}'
    returning jsonb_build_object('outcome', s.outcome, 'reason', s.reason,
      'summary', s.summary, 'noticed', s.notice_heard_at is not null,
      'taken_by', case s.asked when 'take_over' then s.asked_by end) $$;
revoke all on function private.agent_end from public;

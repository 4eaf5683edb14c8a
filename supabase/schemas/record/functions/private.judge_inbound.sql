-- The caller first, the rep's phone second. Talk runs from the digit to the end.
-- A transaction prepares every expression anew that it evaluates, which is most of what an event
-- costs: what does not concern the event at hand is not evaluated.
create or replace function private.judge_inbound(caller public.call_legs, agent public.call_legs)
  returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v private.verdict;
  -- The digit was pressed and our answer to it never got back to Twilio. What was said of the call
  -- may not go back for that.
  unheard boolean := false;
  connected boolean := false;
begin
  if agent.accepted_at is not null then
    unheard := coalesce(not caller.dial_bridged, false);
    -- A digit that lands after the caller has gone connects nobody.
    connected := coalesce(caller.dial_bridged,
      agent.accepted_at <= coalesce(caller.ended_at + interval '1 second', agent.accepted_at));
  end if;
  if connected then
    v.answered_at := agent.accepted_at;
    v.because := 'rep_accepted';
    if agent.status >= 'completed' or caller.status >= 'completed' then
      v.status := 'completed'; v.outcome := 'connected';
      v.ended_at := least(agent.ended_at, caller.ended_at);
      v.duration_seconds := greatest(round(extract(epoch from v.ended_at - v.answered_at))::integer,
        0);
    else
      v.status := 'in-progress'; v.stage := 'connected';
    end if;
    return v;
  end if;

  v.duration_seconds := 0;
  if caller.status >= 'completed' and caller.ended_at is null then
    v.status := 'failed'; v.outcome := 'unknown'; v.because := 'gone';
  elsif caller.status >= 'completed' or (unheard and agent.status >= 'completed') then
    v.outcome := 'missed';
    v.status := case when caller.ended_at is null or caller.dial_ended_live
      or agent.ended_at < caller.ended_at - interval '1 second'
                     then 'no-answer'::public.call_status else 'canceled' end;
    v.because := case when unheard then 'not_bridged'
      when v.status = 'no-answer' then 'nobody_accepted' else 'caller_left_first' end;
  elsif unheard then
    v.status := 'in-progress'; v.stage := 'connected';
  else
    v.status := 'ringing';
    v.stage := case when agent.call_sid is null then 'greeting'::public.call_stage
                    when agent.status = 'in-progress' then 'confirming' else 'ringing_agent' end;
  end if;
  return v;
end
$$;

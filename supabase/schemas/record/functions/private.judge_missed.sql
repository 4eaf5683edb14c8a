-- Verdict for an inbound call without talk: it still rings, or was missed, and why.
create or replace function private.judge_missed(legs public.call_legs[], spans public.call_spans[])
returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v private.verdict;
  leg public.call_legs;
  caller public.call_legs;
  -- The leg of the company that got furthest, and when the last of them was over: not yet, while
  -- the end of one is not known.
  rep public.call_legs;
  reps_ended_at timestamptz;
  -- The digit was pressed and our answer to it never got back to Twilio.
  is_unheard boolean;
begin
  foreach leg in array legs loop
    if leg.role = 'caller' then
      caller := leg;
    elsif leg.side = 'company' then
      reps_ended_at := greatest(reps_ended_at, coalesce(leg.ended_at, 'infinity'));
      if rep.call_sid is null then
        rep := leg;
      elsif (coalesce(leg.accepted_at, 'infinity'), coalesce(leg.answered_at, 'infinity'),
          leg.first_seen_at, leg.call_sid)
        < (coalesce(rep.accepted_at, 'infinity'), coalesce(rep.answered_at, 'infinity'),
          rep.first_seen_at, rep.call_sid) then
        rep := leg;
      end if;
    end if;
  end loop;
  is_unheard := rep.accepted_at is not null and caller.dial_bridged is false;
  if not is_unheard and coalesce(caller.status, 'ringing') < 'completed' then
    v.status := 'ringing';
    v.stage := case when rep.call_sid is null then 'greeting'::public.call_stage
      when rep.status = 'in-progress' then 'confirming' else 'ringing_rep' end;
    return v;
  end if;
  v.duration_seconds := 0;
  if caller.status >= 'completed' and caller.ended_at is null then
    v.status := 'failed'; v.outcome := 'unknown'; v.outcome_reason := 'gone';
  elsif caller.status >= 'completed' or is_unheard and rep.status >= 'completed' then
    v.outcome := 'missed';
    v.status := case when caller.ended_at is null or caller.dial_ended_live
        or reps_ended_at < caller.ended_at - interval '1 second'
      then 'no-answer'::public.call_status else 'canceled' end;
    v.outcome_reason := case when is_unheard then 'not_bridged'
      when v.status = 'no-answer' then 'nobody_accepted' else 'caller_left_first' end;
    if cardinality(spans) > 0 and not is_unheard
       and exists (select from unnest(spans) s where s.space = 'queue') then
      v.outcome_reason := 'left_queue';
    end if;
  else
    v.status := 'in-progress'; v.stage := 'connected';
  end if;
  return v;
end
$$;
revoke all on function private.judge_missed from public;

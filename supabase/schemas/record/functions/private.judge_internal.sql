-- Verdict for an internal call without talk: its stage, or why nobody talked. A colleague may be
-- rung on their phone and in their browser: what came of them is known once the caller has gone,
-- who hears of it before.
create or replace function private.judge_internal(c public.calls, legs public.call_legs[])
returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v private.verdict;
  leg public.call_legs;
  rep public.call_legs;
  -- Of those that nobody answered, the one that rang last.
  unanswered public.call_legs;
  rang public.call_status[] := '{}';
begin
  foreach leg in array legs loop
    if leg.parent_call_sid is not null then
      rang := rang || leg.status;
      if leg.status = 'no-answer' and (unanswered.call_sid is null
          or (leg.ended_at, leg.call_sid) > (unanswered.ended_at, unanswered.call_sid)) then
        unanswered := leg;
      end if;
    elsif rep.call_sid is null
        or (leg.first_seen_at, leg.call_sid) < (rep.first_seen_at, rep.call_sid) then
      rep := leg;
    end if;
  end loop;
  v.duration_seconds := 0;
  if rep.status >= 'completed' and rep.ended_at is not null then
    if 'busy' = any (rang) then
      v.status := 'busy'; v.outcome := 'busy'; v.outcome_reason := 'colleague_busy';
    elsif 'failed' = all (rang) and cardinality(rang) > 0 then
      v.status := 'failed'; v.outcome := 'failed'; v.outcome_reason := 'colleague_failed';
    elsif cardinality(rang) = 0 and rep.dial_failed then
      v.status := 'failed'; v.outcome := 'failed'; v.outcome_reason := 'dial_refused';
    elsif rep.dial_ended_live and cardinality(rang) > 0 and 'canceled' = all (rang) then
      v.status := 'busy'; v.outcome := 'busy'; v.outcome_reason := 'colleague_declined';
    elsif rep.dial_ended_live then
      v.status := 'no-answer'; v.outcome := 'no-answer';
      v.outcome_reason := 'colleague_over_rep_waiting';
    else
      v := private.judge_rep_over(c, rep, unanswered, 'colleague');
    end if;
  elsif rep.status >= 'completed' then
    v := private.judge_rep_over(c, rep, unanswered, 'colleague');
  elsif cardinality(rang) > 0 or rep.accepted_at is not null then
    v.status := 'ringing'; v.stage := 'ringing_customer';
  elsif rep.status = 'in-progress' then
    v.status := 'ringing'; v.stage := 'confirming';
  elsif rep.status = 'ringing' then
    v.status := 'ringing'; v.stage := 'ringing_rep';
  else
    v.status := 'queued'; v.stage := 'placing';
  end if;
  return v;
end
$$;
revoke all on function private.judge_internal from public;

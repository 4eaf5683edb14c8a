-- Verdict for an outbound call without talk: its stage, or why nobody talked. Looks at the rep's
-- own leg first, then at the customer's.
create or replace function private.judge_unanswered(c public.calls, legs public.call_legs[])
returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v private.verdict;
  leg public.call_legs;
  rep public.call_legs;
  called public.call_legs;
begin
  foreach leg in array legs loop
    if leg.side = 'customer' then
      if called.call_sid is null then
        called := leg;
      elsif (coalesce(leg.answered_at, 'infinity'), leg.first_seen_at, leg.call_sid)
        < (coalesce(called.answered_at, 'infinity'), called.first_seen_at, called.call_sid) then
        called := leg;
      end if;
    elsif leg.side = 'company' then
      if rep.call_sid is null then
        rep := leg;
      elsif (leg.first_seen_at, leg.call_sid) < (rep.first_seen_at, rep.call_sid) then
        rep := leg;
      end if;
    end if;
  end loop;
  v.duration_seconds := 0;
  if called.status in ('busy', 'failed') and called.ended_at is not null then
    v.status := called.status; v.outcome := called.status;
    v.outcome_reason := 'customer_' || called.status;
  elsif called.status >= 'completed' and rep.dial_ended_live then
    v.status := called.status;
    v.outcome := case called.status when 'no-answer' then 'no-answer' else 'canceled' end;
    v.outcome_reason := 'customer_over_rep_waiting';
  elsif called.call_sid is null and rep.dial_failed then
    v.status := 'failed'; v.outcome := 'failed'; v.outcome_reason := 'dial_refused';
  elsif rep.status >= 'completed' then
    v := private.judge_rep_over(c, rep, called, 'customer');
  elsif called.call_sid is not null or rep.accepted_at is not null then
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
revoke all on function private.judge_unanswered from public;

-- Verdict for a call without talk that ended with the rep's own leg.
create or replace function private.judge_rep_over(
  c public.calls, rep public.call_legs, called public.call_legs, who text)
returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v private.verdict;
begin
  v.duration_seconds := 0;
  -- Over without an end: Twilio could not be asked, or no longer knows it.
  if rep.ended_at is null then
    v.status := 'failed'; v.outcome := 'unknown'; v.outcome_reason := 'gone';
  elsif rep.status in ('busy', 'no-answer', 'failed') then
    v.status := rep.status;
    v.outcome := 'rep_unreachable';
    v.outcome_reason := 'rep_' || rep.status;
  elsif rep.status = 'canceled' or c.hangup_requested_at is not null then
    v.status := 'canceled'; v.outcome := 'canceled';
    v.outcome_reason := case when c.hangup_requested_at is not null then 'hung_up_in_app'
                             else 'rep_canceled' end;
  elsif rep.accepted_at is null and called.call_sid is null and rep.medium = 'phone' then
    v.status := 'no-answer'; v.outcome := 'rep_unconfirmed'; v.outcome_reason := 'nobody_pressed';
  -- Twilio's times are whole seconds: an end at most one apart is the rep hanging up on a ringing
  -- phone.
  elsif called.status = 'no-answer' and called.ended_at < rep.ended_at - interval '1 second' then
    v.status := 'no-answer'; v.outcome := 'no-answer';
    v.outcome_reason := who || '_over_rep_waiting';
  else
    v.status := 'canceled'; v.outcome := 'canceled'; v.outcome_reason := 'rep_left_first';
  end if;
  return v;
end
$$;
revoke all on function private.judge_rep_over from public;

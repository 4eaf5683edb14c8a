-- The rep's phone first, the customer's second. Twilio's duration of the customer's leg is talk
-- time.
create or replace function private.judge_outbound(c public.calls, agent public.call_legs,
  customer public.call_legs) returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare v private.verdict;
begin
  if customer.answered_at is not null or customer.status in ('in-progress', 'completed') then
    v.answered_at := customer.answered_at;
    v.because := 'customer_answered';
    if customer.status >= 'completed' or agent.status >= 'completed' then
      v.status := 'completed'; v.outcome := 'connected';
      v.ended_at := least(customer.ended_at, agent.ended_at);
      v.duration_seconds :=
        coalesce(customer.duration_seconds,
        round(extract(epoch from v.ended_at - v.answered_at))::integer);
    else
      v.status := 'in-progress'; v.stage := 'connected';
    end if;
    return v;
  end if;

  v.duration_seconds := 0;
  if customer.status in ('busy', 'failed') and customer.ended_at is not null then
    v.status := customer.status; v.outcome := customer.status;
    v.because := 'customer_' || customer.status;
  elsif customer.status >= 'completed' and agent.dial_ended_live then
    v.status := customer.status;
    v.outcome := case customer.status when 'no-answer' then 'no-answer' else 'canceled' end;
    v.because := 'customer_over_rep_waiting';
  elsif customer.call_sid is null and agent.dial_failed then
    v.status := 'failed'; v.outcome := 'failed'; v.because := 'dial_refused';
  -- Over without an end: Twilio could not be asked, or no longer knows it.
  elsif agent.status >= 'completed' and agent.ended_at is null then
    v.status := 'failed'; v.outcome := 'unknown'; v.because := 'gone';
  elsif agent.status >= 'completed' then
    if agent.status in ('busy', 'no-answer', 'failed') then
      v.status := agent.status;
      v.outcome := 'agent_unreachable';
      v.because := 'agent_' || agent.status;
    elsif agent.status = 'canceled' or c.hangup_requested_at is not null then
      v.status := 'canceled'; v.outcome := 'canceled';
      v.because := case when c.hangup_requested_at is not null then 'hung_up_in_app'
        else 'agent_canceled' end;
    elsif agent.accepted_at is null and customer.call_sid is null then
      v.status := 'no-answer'; v.outcome := 'agent_unconfirmed'; v.because := 'nobody_pressed';
    -- Twilio's times are whole seconds: an end at most one apart is the rep hanging up on a ringing
    -- phone.
    elsif customer.status = 'no-answer'
      and customer.ended_at < agent.ended_at - interval '1 second' then
      v.status := 'no-answer'; v.outcome := 'no-answer'; v.because := 'customer_over_rep_waiting';
    else
      v.status := 'canceled'; v.outcome := 'canceled'; v.because := 'rep_left_first';
    end if;
  elsif customer.call_sid is not null or agent.accepted_at is not null then
    v.status := 'ringing'; v.stage := 'ringing_customer';
  elsif agent.status = 'in-progress' then
    v.status := 'ringing'; v.stage := 'confirming';
  elsif agent.status = 'ringing' then
    v.status := 'ringing'; v.stage := 'ringing_agent';
  else
    v.status := 'queued'; v.stage := 'placing';
  end if;
  return v;
end
$$;

set check_function_bodies = off;

-- An outbound or internal call without talk: where it stands, or why nobody talked. First the rep's
-- own leg, then the leg of the one who was called.
create or replace function private.judge_unanswered(c public.calls, legs public.call_legs[])
returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v private.verdict;
  leg public.call_legs;
  rep public.call_legs;
  called public.call_legs;
  who text := case when c.direction = 'internal' then 'colleague' else 'customer' end;
begin
  foreach leg in array legs loop
    if leg.side = 'customer' or c.direction = 'internal' and leg.parent_call_sid is not null then
      if called.call_sid is null then
        called := leg;
      elsif (coalesce(leg.answered_at, 'infinity'), leg.first_seen_at, leg.call_sid)
          < (coalesce(called.answered_at, 'infinity'), called.first_seen_at,
          called.call_sid) then
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
    v.outcome_reason := who || '_' || called.status;
  elsif called.status >= 'completed' and rep.dial_ended_live then
    v.status := called.status;
    v.outcome := case called.status when 'no-answer' then 'no-answer' else 'canceled' end;
    v.outcome_reason := who || '_over_rep_waiting';
  elsif called.call_sid is null and rep.dial_failed then
    v.status := 'failed'; v.outcome := 'failed'; v.outcome_reason := 'dial_refused';
  elsif rep.status >= 'completed' then
    v := private.judge_rep_over(c, rep, called, who);
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

-- The cost of a tenant's calls since a moment, inbound and outbound. A call without a price yet is
-- estimated: the started minutes of both legs, at the highest price per minute of the last hundred
-- priced calls, or 0.10 before there is one.
create or replace function private.spent(tenant uuid, since timestamptz, at timestamptz)
  returns numeric
language sql stable set search_path = pg_catalog, pg_temp as $$
  with highest as (
    select coalesce(max(price / ceil(greatest(billed_seconds, 60) / 60.0)), 0.10) as per_minute
    from (select price, billed_seconds from public.calls
          where tenant_id = tenant and direction = 'outbound' and price > 0
          order by created_at desc, id desc limit 100) as priced
  )
  select coalesce(sum(case
      when c.price is not null then c.price
      when c.ended_at is null
        then h.per_minute * 2
          * least(ceil(greatest(extract(epoch from at - c.created_at), 60) / 60), 241)
      -- Never placed, never answered, or settled: no price will come.
      when c.twilio_call_sid is null or c.outcome = 'rep_unreachable'
        or c.settled_at is not null then 0
      else h.per_minute * ceil(greatest(coalesce(c.billed_seconds, 2 * c.duration_seconds),
        60) / 60.0) end), 0)
  from public.calls c, highest h
  where c.tenant_id = tenant and c.created_at >= since
$$;

revoke all on function private.spent from public;

comment on column public.tenants.calls_at_once is 'Concurrent outbound calls; a call on hold counts like any other.';

comment on column public.tenants.keep_recordings_days is 'Older recordings are deleted, at Twilio and here; null keeps them forever.';

reset check_function_bodies;

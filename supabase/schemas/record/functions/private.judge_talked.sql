-- Verdict for a call in which people talked. It goes on while a customer is on the line with the
-- company or waits for it; an internal call while two people are on the line. A leg ends with the
-- leg that dialled it, unless it was redirected before.
create or replace function private.judge_talked(
  c public.calls, legs public.call_legs[], spans public.call_spans[], t private.talk)
returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v private.verdict;
  leg public.call_legs;
  parent public.call_legs;
  -- A side of which nothing is known yet is on the line: its events are on their way.
  seen text[] := '{}';
  live text[] := '{}';
  customer_ended_at timestamptz;
  company_ended_at timestamptz;
begin
  foreach leg in array legs loop
    if leg.parent_call_sid is not null then
      parent := null;
      foreach parent in array legs loop exit when parent.call_sid = leg.parent_call_sid; end loop;
      if parent.call_sid = leg.parent_call_sid and parent.status >= 'completed'
         and (cardinality(legs) = 2 and cardinality(spans) = 0
           or not private.has_left(leg.call_sid, legs, spans)) then
        leg.ended_at := least(leg.ended_at, parent.ended_at);
        leg.status := 'completed';
      end if;
    end if;
    if leg.side = 'supervisor' then
      -- Who only listens keeps no call going.
      continue when not leg.call_sid = any (t.call_sids);
      leg.side := 'company';
    end if;
    if leg.side = 'customer' then
      seen := seen || leg.side;
      customer_ended_at := greatest(customer_ended_at, leg.ended_at);
    elsif leg.call_sid = any (t.call_sids) then
      seen := seen || leg.side;
      company_ended_at := greatest(company_ended_at, leg.ended_at);
    end if;
    -- One that rings since before they talked is about to stop; a later one rings for a transfer.
    -- Nobody was transferred where nobody went anywhere: it rang beside one that talked, and by
    -- Twilio's clock, which is ahead of ours, later than the digit.
    if leg.status < 'completed' and (leg.side = 'customer' or leg.call_sid = any (t.call_sids)
       or leg.side = 'company' and leg.first_seen_at > t.answered_at
         and (cardinality(spans) > 0 or not exists (select from unnest(legs) o
           where o.call_sid = any (t.call_sids) and o.parent_call_sid = leg.parent_call_sid
             and o.ended_at > leg.first_seen_at))) then
      live := live || leg.side;
    end if;
  end loop;
  if not 'customer' = any (seen) then live := live || 'customer'::text; end if;
  if not 'company' = any (seen) then live := live || 'company'::text; end if;
  v.answered_at := t.answered_at;
  v.outcome_reason := t.reason;
  v.owner_id := t.owner_id;
  if c.direction = 'internal' and (cardinality(live) > 2 or cardinality(seen) < 2)
     or c.direction <> 'internal' and 'customer' = any (live)
       and ('company' = any (live) or private.is_waiting(legs, spans)) then
    v.status := 'in-progress';
    v.stage := case when t.is_open then 'connected' else 'waiting' end;
    return v;
  end if;
  v.status := 'completed'; v.outcome := 'connected'; v.stage := 'ended';
  v.ended_at := least(case when not 'customer' = any (live) then customer_ended_at end,
    case when not 'company' = any (live) then company_ended_at end);
  if c.direction = 'internal' then
    -- It was over when the second last had left.
    v.ended_at := (select l.ended_at from unnest(legs) l where l.call_sid = any (t.call_sids)
      order by l.ended_at desc nulls first offset 1 limit 1);
  end if;
  v.duration_seconds := t.seconds;
  v.talk_seconds := t.leg_seconds;
  return v;
end
$$;
revoke all on function private.judge_talked from public;

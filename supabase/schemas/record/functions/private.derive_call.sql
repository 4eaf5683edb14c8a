-- Status, outcome and stage of a call from its legs, of which `n` holds what is no leg's; the table
-- is in docs/flow.md. Writes nothing.
create or replace function private.derive_call(n public.calls, legs public.call_legs[])
  returns public.calls
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  leg public.call_legs;
  parent public.call_legs;
  -- The child that counts: the accepted one, else the one that got furthest.
  child public.call_legs;
  v private.verdict;
  live boolean := false;
begin
  foreach leg in array legs loop
    if leg.status < 'completed' then live := true; end if;
    if leg.parent_call_sid is null then
      if parent.call_sid is null then
        parent := leg;
      elsif (leg.first_seen_at, leg.call_sid) < (parent.first_seen_at, parent.call_sid) then
        parent := leg;
      end if;
    elsif child.call_sid is null then
      child := leg;
    elsif (leg.accepted_at is null, leg.answered_at is null, coalesce(leg.accepted_at, 'infinity'),
      coalesce(leg.answered_at, 'infinity'),
           leg.first_seen_at, leg.call_sid)
        < (child.accepted_at is null, child.answered_at is null,
           coalesce(child.accepted_at, 'infinity'), coalesce(child.answered_at, 'infinity'),
           child.first_seen_at, child.call_sid) then
      child := leg;
    end if;
  end loop;

  if n.direction = 'inbound' and leg.call_sid is not null then
    if child.accepted_at is null and child.status = 'completed' then
      child := private.presume_accepted(parent, child);
      v := private.judge_inbound(parent, child);
      if child.accepted_at is not null then v.because := 'presumed_accepted'; end if;
    else
      v := private.judge_inbound(parent, child);
    end if;
    if child.accepted_at is not null then n.user_id := coalesce(child.user_id, n.user_id); end if;
  elsif leg.call_sid is not null then
    v := private.judge_outbound(n, parent, child);
  elsif n.error_message is not null then
    v.status := 'failed';
    v.outcome := 'failed';
    v.ended_at := n.ended_at;
    v.duration_seconds := 0;
    v.because := 'create_failed';
  else
    v.status := case when n.direction = 'inbound' then 'ringing'::public.call_status
      else 'queued' end;
    v.stage := case when n.direction = 'inbound' then 'greeting'::public.call_stage
      else 'placing' end;
    v.outcome := case when n.create_lost then 'unknown' end;
    v.because := case when n.create_lost then 'create_lost' end;
  end if;

  if v.status >= 'completed' then
    if n.status < 'completed' then n.next_check_at := now(); end if;
    n.stage := 'ended';
    n.ended_at := coalesce(v.ended_at, parent.ended_at, child.ended_at, n.ended_at);
    n.duration_seconds := v.duration_seconds;
  else
    n.stage := v.stage;
    if n.ended_at is not null or n.duration_seconds is not null then
      n.ended_at := null;
      n.duration_seconds := null;
    end if;
  end if;
  n.status := v.status;
  n.outcome := v.outcome;
  n.because := v.because;
  n.answered_at := v.answered_at;
  n.ring_seconds :=
    round(extract(epoch
    from coalesce(child.answered_at, child.ended_at) - child.ringing_at))::integer;
  if n.ring_seconds < 0 then n.ring_seconds := 0; end if;

  if live or leg.call_sid is null then
    if n.billed_seconds is not null or n.price is not null then
      n.billed_seconds := null;
      n.price := null;
      n.price_unit := null;
    end if;
  else
    n.billed_seconds := 0; n.price := 0; n.price_unit := null;
    foreach leg in array legs loop
      -- Of a leg that somebody answered Twilio tells both: until it has, the sum is not known.
      n.billed_seconds :=
        n.billed_seconds + coalesce(leg.duration_seconds, case
        when leg.status <> 'completed' then 0 end);
      n.price := n.price + coalesce(leg.price, case when leg.status <> 'completed' then 0 end);
      n.price_unit := least(n.price_unit, leg.price_unit);
    end loop;
    if n.price is null then n.price_unit := null; end if;
  end if;

  n.twilio_call_sid := coalesce(parent.call_sid, n.twilio_call_sid, child.parent_call_sid);
  if parent.call_sid is not null
    and (n.create_lost or n.error_code is not null or n.error_message is not null) then
    -- It happened after all: what was said of a create that was not found is void.
    n.create_lost := false; n.error_code := null; n.error_message := null;
  end if;
  return n;
end
$$;

revoke all on function private.derive_call from public;

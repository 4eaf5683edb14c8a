set check_function_bodies = off;

-- When people on both sides of a call were together; null if they never were.
create or replace function private.find_talk(
  c public.calls, legs public.call_legs[], spans public.call_spans[],
  recordings public.recordings[]) returns private.talk
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  leg public.call_legs;
  parent public.call_legs;
  other public.call_legs;
  b private.bridge;
  bridges private.bridge[] := '{}';
  t private.talk;
  is_unconfirmed boolean := false;
begin
  foreach leg in array legs loop
    continue when leg.parent_call_sid is null;
    if leg.role = 'rep' and leg.medium = 'phone' and leg.accepted_at is null then
      if leg.status = 'completed' then is_unconfirmed := true; end if;
      continue;
    end if;
    continue when leg.answered_at is null and leg.accepted_at is null
      and leg.status not in ('in-progress', 'completed');
    continue when cardinality(legs) > 1 and leg.accepted_at is not null
      and private.accepted_too_late(leg, legs);
    parent := null;
    foreach other in array legs loop
      if other.call_sid = leg.parent_call_sid then parent := other; end if;
    end loop;
    continue when leg.side not in ('customer', 'company')
      or leg.side = parent.side and c.direction <> 'internal';
    b := private.find_bridge(leg, parent, legs, spans);
    continue when b.call_sid is null;
    bridges := bridges || b;
    if cardinality(bridges) = 1 or b.began_at < t.answered_at then
      t.answered_at := b.began_at;
      if leg.side = 'customer' then
        t.reason := 'customer_answered';
        t.owner_id := parent.user_id;
        -- Twilio counts a customer's leg from its answer to its end.
        t.seconds := leg.duration_seconds;
      else
        t.reason := case when c.direction = 'internal' then 'colleague_answered'
                         else 'rep_accepted' end;
        t.owner_id := leg.user_id;
        t.seconds := null;
      end if;
    end if;
  end loop;
  if cardinality(bridges) = 0 then
    if is_unconfirmed and c.direction <> 'outbound' then
      b := private.presume_bridge(legs, recordings);
    end if;
    if b.call_sid is not null then
      bridges := array[b];
      t.answered_at := b.began_at;
      t.reason := 'presumed_accepted';
      select l.user_id into t.owner_id from unnest(legs) l where l.call_sid = b.call_sid;
    elsif cardinality(spans) = 0 then
      return null;
    end if;
  end if;
  return private.sum_talk(c, legs, spans, bridges, t);
end
$$;
revoke all on function private.find_talk from public;

-- Status, stage and outcome of a call from its evidence (the table in docs/flow.md). Reads no
-- table: the same evidence always gives the same verdict.
create or replace function private.judge(
  c public.calls, legs public.call_legs[], spans public.call_spans[], steps public.call_steps[],
  recordings public.recordings[]) returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v private.verdict;
  t private.talk;
  phones public.call_legs[];
begin
  if cardinality(legs) = 0 then
    if c.error_message is not null then
      v.status := 'failed'; v.outcome := 'failed'; v.outcome_reason := 'create_failed';
      v.ended_at := c.ended_at; v.duration_seconds := 0;
    elsif c.direction = 'inbound' then
      v.status := 'ringing'; v.stage := 'greeting';
    else
      v.status := 'queued'; v.stage := 'placing';
      if c.create_lost then v.outcome := 'unknown'; v.outcome_reason := 'create_lost'; end if;
    end if;
    return v;
  end if;
  if c.has_more_evidence or c.direction = 'internal' then
    phones := array(select l from unnest(legs) l where l.medium <> 'room');
    if phones = '{}' and c.direction = 'internal' then
      return private.judge_meeting(c, legs, spans);
    end if;
    if cardinality(phones) < cardinality(legs) then
      v := private.judge(c, phones, array(select s from unnest(spans) s where s.space <> 'room'
        or not exists (select from unnest(legs) l
          where l.call_sid = s.call_sid and l.medium = 'room')), steps, recordings);
      return private.credit_room(v, legs, spans, steps, phones);
    end if;
  end if;
  t := private.find_talk(c, legs, spans, recordings);
  if t.call_sids is not null then return private.judge_talked(c, legs, spans, t); end if;
  -- Whoever left a message may be heard of later than the message: until then they are not gone.
  if c.has_more_evidence then
    if c.direction <> 'inbound'
        or exists (select from unnest(legs) l where l.side = 'customer') then
      v := private.judge_served(legs, spans, steps, recordings);
      if v.status is not null then return v; end if;
    end if;
  end if;
  if c.direction = 'inbound' then return private.judge_missed(legs, spans); end if;
  if c.direction = 'internal' then return private.judge_internal(c, legs); end if;
  return private.judge_unanswered(c, legs);
end
$$;
revoke all on function private.judge from public;

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

-- Inserts or updates a leg; true. Raises if the leg belongs to another call.
create or replace function private.write_leg(known public.call_legs, leg public.call_legs)
  returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if known.call_sid is null then
    insert into public.call_legs (tenant_id, call_sid, call_id, parent_call_sid, role,
        role_is_declared, medium, user_id, from_number, to_number, status, status_sequence,
        first_seen_at, ringing_at, answered_at, accepted_at, ended_at, dial_ended_live, dial_failed,
        dial_bridged, duration_seconds, talk_seconds, price, price_unit, sip_response_code)
      values (leg.tenant_id, leg.call_sid, leg.call_id, leg.parent_call_sid, leg.role,
        leg.role_is_declared, leg.medium, leg.user_id, leg.from_number, leg.to_number, leg.status,
        leg.status_sequence, leg.first_seen_at, leg.ringing_at, leg.answered_at, leg.accepted_at,
        leg.ended_at, leg.dial_ended_live, leg.dial_failed, leg.dial_bridged,
        leg.duration_seconds, leg.talk_seconds, leg.price, leg.price_unit, leg.sip_response_code)
    on conflict do nothing;
    if not found then raise exception 'leg % belongs to another call', leg.call_sid; end if;
  else
    -- By its call too: a plan made while the table has no statistics may take that index, and would
    -- read all of the tenant's legs.
    update public.call_legs set
      status = leg.status, status_sequence = leg.status_sequence,
      first_seen_at = leg.first_seen_at, ringing_at = leg.ringing_at,
      answered_at = leg.answered_at, accepted_at = leg.accepted_at, ended_at = leg.ended_at,
      dial_ended_live = leg.dial_ended_live, dial_failed = leg.dial_failed,
      dial_bridged = leg.dial_bridged, duration_seconds = leg.duration_seconds,
      talk_seconds = leg.talk_seconds, price = leg.price, price_unit = leg.price_unit,
      sip_response_code = leg.sip_response_code
    where tenant_id = leg.tenant_id and call_id = leg.call_id and call_sid = leg.call_sid;
    -- What hardly ever changes costs nothing while it does not.
    if (known.role, known.role_is_declared, known.medium, known.parent_call_sid, known.user_id,
        known.from_number, known.to_number)
      is distinct from (leg.role, leg.role_is_declared, leg.medium, leg.parent_call_sid,
        leg.user_id, leg.from_number, leg.to_number) then
      update public.call_legs set
        role = leg.role, role_is_declared = leg.role_is_declared, medium = leg.medium,
        parent_call_sid = leg.parent_call_sid, user_id = leg.user_id,
        from_number = leg.from_number, to_number = leg.to_number
      where tenant_id = leg.tenant_id and call_id = leg.call_id and call_sid = leg.call_sid;
    end if;
  end if;
  return true;
end
$$;
revoke all on function private.write_leg from public;

reset check_function_bodies;

-- A transaction prepares every expression anew that it evaluates, which is most of what an event costs: what does not concern the
-- event at hand is therefore not looked at. What is as it was: any order and any repetition of the same events ends in the same rows.

-- The caller first, the rep's phone second. Talk runs from the digit to the end.
create or replace function private.judge_inbound(caller public.call_legs, agent public.call_legs) returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v private.verdict;
  -- The digit was pressed and our answer to it never got back to Twilio. What was said of the call may not go back for that.
  unheard boolean := false;
  connected boolean := false;
begin
  if agent.accepted_at is not null then
    unheard := coalesce(not caller.dial_bridged, false);
    -- A digit that lands after the caller has gone connects nobody.
    connected := coalesce(caller.dial_bridged, agent.accepted_at <= coalesce(caller.ended_at + interval '1 second', agent.accepted_at));
  end if;
  if connected then
    v.answered_at := agent.accepted_at;
    v.because := 'rep_accepted';
    if agent.status >= 'completed' or caller.status >= 'completed' then
      v.status := 'completed'; v.outcome := 'connected';
      v.ended_at := least(agent.ended_at, caller.ended_at);
      v.duration_seconds := greatest(round(extract(epoch from v.ended_at - v.answered_at))::integer, 0);
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
    v.status := case when caller.ended_at is null or caller.dial_ended_live or agent.ended_at < caller.ended_at - interval '1 second'
                     then 'no-answer'::public.call_status else 'canceled' end;
    v.because := case when unheard then 'not_bridged' when v.status = 'no-answer' then 'nobody_accepted' else 'caller_left_first' end;
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

-- Status, outcome and stage of a call from its legs, of which `n` holds what is no leg's; the table is in docs/flow.md. Writes nothing.
create or replace function private.derive_call(n public.calls, legs public.call_legs[]) returns public.calls
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
    elsif (leg.accepted_at is null, leg.answered_at is null, coalesce(leg.accepted_at, 'infinity'), coalesce(leg.answered_at, 'infinity'),
           leg.first_seen_at, leg.call_sid)
        < (child.accepted_at is null, child.answered_at is null, coalesce(child.accepted_at, 'infinity'), coalesce(child.answered_at, 'infinity'),
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
    v.status := 'failed'; v.outcome := 'failed'; v.ended_at := n.ended_at; v.duration_seconds := 0; v.because := 'create_failed';
  else
    v.status := case when n.direction = 'inbound' then 'ringing'::public.call_status else 'queued' end;
    v.stage := case when n.direction = 'inbound' then 'greeting'::public.call_stage else 'placing' end;
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
    if n.ended_at is not null or n.duration_seconds is not null then n.ended_at := null; n.duration_seconds := null; end if;
  end if;
  n.status := v.status;
  n.outcome := v.outcome;
  n.because := v.because;
  n.answered_at := v.answered_at;
  n.ring_seconds := round(extract(epoch from coalesce(child.answered_at, child.ended_at) - child.ringing_at))::integer;
  if n.ring_seconds < 0 then n.ring_seconds := 0; end if;

  if live or leg.call_sid is null then
    if n.billed_seconds is not null or n.price is not null then n.billed_seconds := null; n.price := null; n.price_unit := null; end if;
  else
    n.billed_seconds := 0; n.price := 0; n.price_unit := null;
    foreach leg in array legs loop
      -- Of a leg that somebody answered Twilio tells both: until it has, the sum is not known.
      n.billed_seconds := n.billed_seconds + coalesce(leg.duration_seconds, case when leg.status <> 'completed' then 0 end);
      n.price := n.price + coalesce(leg.price, case when leg.status <> 'completed' then 0 end);
      n.price_unit := least(n.price_unit, leg.price_unit);
    end loop;
    if n.price is null then n.price_unit := null; end if;
  end if;

  n.twilio_call_sid := coalesce(parent.call_sid, n.twilio_call_sid, child.parent_call_sid);
  if parent.call_sid is not null and (n.create_lost or n.error_code is not null or n.error_message is not null) then
    -- It happened after all: what was said of a create that was not found is void.
    n.create_lost := false; n.error_code := null; n.error_message := null;
  end if;
  return n;
end
$$;

-- A leg as the first event of it tells. Writes nothing.
create function private.new_leg(c public.calls, e private.call_event, parent_sid text) returns public.call_legs
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  leg public.call_legs;
  outbound boolean := c.direction = 'outbound';
begin
  if parent_sid is null and c.twilio_call_sid <> e.call_sid
     and not exists (select from public.call_legs where tenant_id = c.tenant_id and call_sid = e.call_sid) then
    raise exception 'the call is already bound to leg %', c.twilio_call_sid;
  end if;
  leg.tenant_id := c.tenant_id;
  leg.call_sid := e.call_sid;
  leg.call_id := c.id;
  leg.parent_call_sid := parent_sid;
  leg.role := case when outbound = (parent_sid is null) then 'agent' when outbound then 'customer' else 'caller' end;
  leg.user_id := coalesce(e.user_id, case when outbound and parent_sid is null then c.user_id end);
  leg.from_number := e."from";
  leg.to_number := e."to";
  leg.status := coalesce(e.status, 'queued');
  leg.status_sequence := coalesce(e.sequence, -1);
  leg.first_seen_at := e.occurred_at;
  leg.answered_at := e.answered_at;
  if e.status = 'ringing' then leg.ringing_at := e.occurred_at;
  elsif e.status = 'in-progress' then leg.answered_at := coalesce(e.answered_at, e.occurred_at);
  elsif e.status >= 'completed' then leg.ended_at := e.occurred_at;
  end if;
  if e.accepted then leg.accepted_at := e.occurred_at; end if;
  leg.dial_ended_live := coalesce(e.dial_ended_live, false);
  leg.dial_failed := coalesce(e.dial_failed, false);
  leg.dial_bridged := e.dial_bridged;
  leg.duration_seconds := e.duration;
  leg.price := abs(e.price);
  leg.price_unit := e.price_unit;
  leg.sip_response_code := e.sip_response_code;
  return leg;
end
$$;

-- What an event says of a leg, into what is kept of it. Gives the leg as it is kept then.
create function private.change_leg(c public.calls, e private.call_event, parent_sid text, known public.call_legs) returns public.call_legs
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  written record;
  newer public.call_status := coalesce(e.status, 'queued');
  sequence integer := coalesce(e.sequence, -1);
  forward boolean := (least(newer, 'completed'), sequence, newer) > (least(known.status, 'completed'), known.status_sequence, known.status);
  at timestamptz := e.occurred_at;
begin
  update public.call_legs l set
    parent_call_sid = coalesce(l.parent_call_sid, parent_sid),
    user_id = coalesce(l.user_id, e.user_id, case when c.direction = 'outbound' and parent_sid is null then c.user_id end),
    from_number = coalesce(l.from_number, e."from"),
    to_number = coalesce(l.to_number, e."to"),
    status = case when forward then newer else l.status end,
    status_sequence = case when forward then sequence else l.status_sequence end,
    first_seen_at = least(l.first_seen_at, at),
    ringing_at = least(l.ringing_at, case when e.status = 'ringing' then at end),
    answered_at = least(l.answered_at, e.answered_at, case when e.status = 'in-progress' and e.answered_at is null then at end),
    accepted_at = least(l.accepted_at, case when e.accepted then at end),
    ended_at = least(l.ended_at, case when e.status >= 'completed' then at end),
    dial_ended_live = l.dial_ended_live or coalesce(e.dial_ended_live, false),
    dial_failed = l.dial_failed or coalesce(e.dial_failed, false),
    dial_bridged = coalesce(l.dial_bridged or e.dial_bridged, l.dial_bridged, e.dial_bridged),
    duration_seconds = greatest(l.duration_seconds, e.duration),
    price = greatest(l.price, abs(e.price)),
    price_unit = coalesce(l.price_unit, e.price_unit),
    sip_response_code = greatest(l.sip_response_code, e.sip_response_code)
  where l.tenant_id = c.tenant_id and l.call_sid = e.call_sid
  returning l as leg into written;
  return written.leg;
end
$$;

-- One event into its leg, its recording and its call `c`; `legs` are the legs that are kept of it. A call that is not kept yet is
-- written as all of the event leaves it. Gives the call as it is kept then, null when another event has made it meanwhile.
create or replace function private.apply_event(c public.calls, kept boolean, legs public.call_legs[], e private.call_event) returns public.calls
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  n public.calls := c;
  parent_sid text := coalesce(e.parent_call_sid, case when e.is_child then c.twilio_call_sid end);
  place integer := 1;
  -- A leg that is not kept yet.
  fresh public.call_legs;
begin
  if e.type in ('rest.gone', 'hangup', 'rest.lost', 'rest.error') then
    if e.type = 'rest.gone' then
      update public.call_legs set status = 'failed' where tenant_id = c.tenant_id and call_id = c.id and status < 'completed';
      legs := array(select l from public.call_legs l where l.tenant_id = c.tenant_id and l.call_id = c.id);
      n.ended_at := coalesce(c.ended_at, e.occurred_at);
      if c.twilio_call_sid is null then n.error_message := e.error ->> 'message'; end if;
    elsif e.type = 'hangup' then
      n.hangup_requested_at := least(c.hangup_requested_at, e.occurred_at);
      n.next_check_at := now();
    elsif e.type = 'rest.lost' then
      n.create_lost := c.create_lost or c.twilio_call_sid is null;
      n.next_check_at := now();
    else
      n.error_code := (e.error ->> 'code')::integer;
      n.error_message := e.error ->> 'message';
      n.ended_at := coalesce(c.ended_at, e.occurred_at);
    end if;
  end if;

  if c.direction = 'outbound' then
    if c.to_number = '' and parent_sid is not null and e."to" is not null then
      -- Found at Twilio before it had dialled: the customer is whom the second leg rings.
      n.to_number := e."to";
      n.contact_id := coalesce(c.contact_id, private.contact_for(c.tenant_id, n.to_number));
    end if;
  elsif e.type not in ('hangup', 'rest.gone') then
    -- Whichever event comes first makes the row, so each has a say in when the call began.
    n.created_at := least(c.created_at, coalesce(e.started_at, e.occurred_at));
    if parent_sid is null and (c.from_number = '' or c.to_number = '' or c.phone_number_id is null or c.user_id is null or e.recording_requested) then
      n.from_number := coalesce(nullif(c.from_number, ''), e."from", '');
      n.to_number := coalesce(nullif(c.to_number, ''), e."to", '');
      n.phone_number_id := coalesce(c.phone_number_id, e.phone_number_id);
      n.user_id := coalesce(c.user_id, e.user_id);
      n.recording_requested := c.recording_requested or coalesce(e.recording_requested, false);
      -- Known since the row was made unless the number is news; a contact added since has taken its calls over (private.adopt_calls).
      if n.from_number <> c.from_number then n.contact_id := coalesce(c.contact_id, private.contact_for(c.tenant_id, n.from_number)); end if;
    end if;
  end if;

  if e.call_sid is not null and e.type <> 'recording' then
    while place <= cardinality(legs) and (legs[place]).call_sid <> e.call_sid loop place := place + 1; end loop;
    if place <= cardinality(legs) then
      legs[place] := private.change_leg(c, e, parent_sid, legs[place]);
    else
      fresh := private.new_leg(c, e, parent_sid);
      legs[place] := fresh;
    end if;
  end if;
  if e.recording is not null then n.recording_url := private.apply_recording(c, e); end if;

  n := private.derive_call(n, legs);
  if not kept then
    if not private.insert_call(n) then
      if exists (select from public.calls where tenant_id = c.tenant_id and id = c.id) then return null; end if;
      raise exception 'leg % belongs to another call', e.call_sid;
    end if;
  end if;
  if fresh.call_sid is not null then
    insert into public.call_legs (tenant_id, call_sid, call_id, parent_call_sid, role, user_id, from_number, to_number,
        status, status_sequence, first_seen_at, ringing_at, answered_at, accepted_at, ended_at, dial_ended_live, dial_failed, dial_bridged,
        duration_seconds, price, price_unit, sip_response_code)
      values (fresh.tenant_id, fresh.call_sid, fresh.call_id, fresh.parent_call_sid, fresh.role, fresh.user_id, fresh.from_number, fresh.to_number,
        fresh.status, fresh.status_sequence, fresh.first_seen_at, fresh.ringing_at, fresh.answered_at, fresh.accepted_at, fresh.ended_at,
        fresh.dial_ended_live, fresh.dial_failed, fresh.dial_bridged, fresh.duration_seconds, fresh.price, fresh.price_unit,
        fresh.sip_response_code)
      on conflict do nothing;
    if not found then raise exception 'leg % belongs to another call', e.call_sid; end if;
  end if;
  if not kept then return n; end if;
  if n is not distinct from c then return c; end if;
  n.version := c.version + 1;
  update public.calls set
    status = n.status, outcome = n.outcome, because = n.because, stage = n.stage, created_at = n.created_at, answered_at = n.answered_at,
    ended_at = n.ended_at, from_number = n.from_number, to_number = n.to_number, phone_number_id = n.phone_number_id,
    contact_id = n.contact_id, user_id = n.user_id, recording_requested = n.recording_requested,
    duration_seconds = n.duration_seconds, ring_seconds = n.ring_seconds, billed_seconds = n.billed_seconds,
    price = n.price, price_unit = n.price_unit, recording_url = n.recording_url, twilio_call_sid = n.twilio_call_sid,
    hangup_requested_at = n.hangup_requested_at, create_lost = n.create_lost, error_code = n.error_code, error_message = n.error_message,
    next_check_at = n.next_check_at, version = n.version
  where tenant_id = c.tenant_id and id = c.id;
  return n;
end
$$;

-- Takes one event (see lib/machine/events.ts for its shape) of a tenant that the session or the verified signature named.
-- Gives null when the call is not this tenant's: nothing is written then. One transaction, one round trip.
create or replace function machine.record_event(tenant uuid, e jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  told private.call_event;
  c public.calls;
  n public.calls;
  held record;
  looked boolean;
  kept boolean;
  news boolean;
  contact text;
  known record;
  senseless text;
  trouble text;
  facts jsonb;
begin
  begin
    told := jsonb_populate_record(null::private.call_event, e);
  exception when data_exception then
    senseless := sqlerrm;
    told := private.bare_event(e);
  end;
  -- A caller hears nothing until `answer` is kept, nearly always the first word of its call: it is looked for only when it cannot be made.
  looked := told.type <> 'answer';
  loop
    kept := false;
    if looked then
      -- One event of a call at a time: what is read from here on is settled.
      select k as call into held from public.calls k where k.tenant_id = tenant and k.id = told.call_id for update;
      if found then c := held.call; kept := true; end if;
    end if;
    select array(select l from public.call_legs l where l.tenant_id = tenant and l.call_id = told.call_id) as legs,
        told.recording is not null or exists (select from public.call_legs l
          where l.call_sid in (told.call_sid, told.parent_call_sid, told.data ->> 'DialCallSid') and l.tenant_id <> tenant) as contested,
        (select v from public.call_events v where v.tenant_id = tenant and v.dedupe_key = told.dedupe_key) as event
      into known;
    if known.contested then
      if private.names_anothers(tenant, told) then return null; end if;
    end if;
    if not kept then
      c := private.new_call(tenant, told);
      -- Legs that are kept have a call: made by another event at this moment, or not looked for yet.
      if c.id is null or cardinality(known.legs) > 0 then
        if looked and c.id is null then return null; end if;
        looked := true;
        continue;
      end if;
      -- A recording's row needs its call's.
      if told.recording is not null then
        kept := private.insert_call(c);
        looked := true;
        continue when not kept;
      end if;
    end if;
    -- Sent again, or replayed by a person: what could not be applied then may be now.
    news := (known.event).id is null or (known.event).problem is not null and (known.event).solved_at is null;
    trouble := senseless;
    if news and trouble is null then
      begin
        n := private.apply_event(c, kept, known.legs, told);
      exception when others then
        -- What may be right a moment later is not poison: nothing is kept, and Twilio sends it again.
        if left(sqlstate, 2) in ('40', '53', '55', '57', '58') then raise; end if;
        trouble := sqlerrm;
      end;
    end if;
    -- What is not applied leaves the call as it was, and makes it where it is not kept yet.
    if trouble is not null or not news then
      if kept or private.insert_call(c) then n := c; end if;
    end if;
    exit when n.id is not null;
    -- Made by another event at this moment.
    looked := true;
  end loop;

  if told.answered_from is null then
    facts := jsonb_build_object('status', n.status, 'hangup_requested', n.hangup_requested_at is not null);
  else
    -- What a webhook's answer needs of the call it belongs to.
    if n.contact_id is not null then
      select name into contact from public.contacts where tenant_id = tenant and id = n.contact_id;
    end if;
    facts := jsonb_build_object('call_id', n.id, 'direction', n.direction, 'from_number', n.from_number, 'to_number', n.to_number,
      'contact_name', contact, 'status', n.status, 'stage', n.stage, 'recording_requested', n.recording_requested, 'user_id', n.user_id,
      'twilio_call_sid', n.twilio_call_sid, 'hangup_requested', n.hangup_requested_at is not null);
    if told.from_memory is not true then told.answered_from := told.answered_from || jsonb_build_object('facts', facts); end if;
  end if;
  if (known.event).id is null then
    insert into public.call_events (tenant_id, call_id, call_sid, event_type, event_data, query, answered_from, dedupe_key, occurred_at,
        created_at, problem, problem_event)
      values (tenant, n.id, told.call_sid, told.type, coalesce(told.data, '{}'), told.query, told.answered_from,
        told.dedupe_key, told.occurred_at, coalesce(told.received_at, now()), trouble, case when trouble is not null then e end)
    on conflict (tenant_id, dedupe_key) do nothing;
  elsif news then
    update public.call_events set problem = coalesce(trouble, problem), problem_event = case when trouble is null then problem_event else e end,
      solved_at = case when trouble is null then now() end
      where id = (known.event).id;
  end if;
  return facts;
end
$$;
revoke all on function private.new_leg(public.calls, private.call_event, text),
  private.change_leg(public.calls, private.call_event, text, public.call_legs) from public;

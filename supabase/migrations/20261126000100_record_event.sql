-- One event costs its call one read, one write and one broadcast: what it changes is worked out in memory and then written, a call's
-- first row too. What is as it was: any order and any repetition of the same events ends in the same rows.
drop function private.derive_call(public.calls, public.calls);
drop function private.apply_event(public.calls, private.call_event);
drop function private.make_call(uuid, private.call_event);
drop function private.is_to_anothers_number(uuid, private.call_event);

-- Status, outcome and stage of a call from its legs, of which `n` holds what is no leg's; the table is in docs/flow.md. Writes nothing.
create function private.derive_call(n public.calls, legs public.call_legs[]) returns public.calls
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  leg public.call_legs;
  parent public.call_legs;
  -- The child that counts: the accepted one, else the one that got furthest.
  child public.call_legs;
  v private.verdict;
  pressed boolean;
  over boolean := cardinality(legs) > 0;
  priced boolean := over;
  timed boolean := over;
  price numeric := 0;
  price_unit text;
  seconds integer := 0;
begin
  foreach leg in array legs loop
    if leg.parent_call_sid is null then
      if parent.call_sid is null or (leg.first_seen_at, leg.call_sid) < (parent.first_seen_at, parent.call_sid) then parent := leg; end if;
    elsif child.call_sid is null
       or (leg.accepted_at is null, leg.answered_at is null, coalesce(leg.accepted_at, 'infinity'), coalesce(leg.answered_at, 'infinity'),
           leg.first_seen_at, leg.call_sid)
        < (child.accepted_at is null, child.answered_at is null, coalesce(child.accepted_at, 'infinity'), coalesce(child.answered_at, 'infinity'),
           child.first_seen_at, child.call_sid) then
      child := leg;
    end if;
    if leg.status < 'completed' then
      over := false;
    elsif over then
      if leg.status = 'completed' and leg.price is null then priced := false; end if;
      if leg.status = 'completed' and leg.duration_seconds is null then timed := false; end if;
      price := price + coalesce(leg.price, 0);
      price_unit := least(price_unit, leg.price_unit);
      seconds := seconds + coalesce(leg.duration_seconds, 0);
    end if;
  end loop;

  if parent.call_sid is null and child.call_sid is null then
    if n.error_message is not null then
      v.status := 'failed'; v.outcome := 'failed'; v.ended_at := n.ended_at; v.duration_seconds := 0; v.because := 'create_failed';
    else
      v.status := case when n.direction = 'inbound' then 'ringing'::public.call_status else 'queued' end;
      v.stage := case when n.direction = 'inbound' then 'greeting'::public.call_stage else 'placing' end;
      v.outcome := case when n.create_lost then 'unknown' end;
      v.because := case when n.create_lost then 'create_lost' end;
    end if;
  elsif n.direction = 'outbound' then
    v := private.judge_outbound(n, parent, child);
  else
    pressed := child.accepted_at is not null;
    if not pressed and child.status = 'completed' then child := private.presume_accepted(parent, child); end if;
    v := private.judge_inbound(parent, child);
    if not pressed and child.accepted_at is not null then v.because := 'presumed_accepted'; end if;
  end if;

  if v.status >= 'completed' and n.status < 'completed' then n.next_check_at := now(); end if;
  n.status := v.status;
  n.outcome := v.outcome;
  n.because := v.because;
  n.answered_at := v.answered_at;
  if v.status >= 'completed' then
    n.stage := 'ended';
    n.ended_at := coalesce(v.ended_at, parent.ended_at, child.ended_at, n.ended_at);
    n.duration_seconds := v.duration_seconds;
  else
    n.stage := v.stage;
    n.ended_at := null;
    n.duration_seconds := null;
  end if;
  n.ring_seconds := round(extract(epoch from coalesce(child.answered_at, child.ended_at) - child.ringing_at))::integer;
  if n.ring_seconds < 0 then n.ring_seconds := 0; end if;

  n.price := case when over and priced then price end;
  n.price_unit := case when over and priced then price_unit end;
  n.billed_seconds := case when over and timed then seconds end;

  n.twilio_call_sid := coalesce(parent.call_sid, n.twilio_call_sid, child.parent_call_sid);
  if n.direction = 'inbound' and child.accepted_at is not null then n.user_id := coalesce(child.user_id, n.user_id); end if;
  if parent.call_sid is not null then
    -- It happened after all: what was said of a create that was not found is void.
    n.create_lost := false; n.error_code := null; n.error_message := null;
  end if;
  return n;
end
$$;

-- A call's recording as an event tells of it, which may know less than what is kept. Gives what the call's recording is heard by.
create function private.apply_recording(c public.calls, e private.call_event) returns text
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  steps text[] := array['in-progress', 'absent', 'completed', 'deleted'];
begin
  insert into public.recordings as r (tenant_id, call_id, call_sid, recording_sid, status, duration_seconds, channels, source, started_at,
      created_at, deleted_at, deleted_by, deleted_answer)
    values (c.tenant_id, c.id, e.call_sid, e.recording ->> 'sid', e.recording ->> 'status',
      (e.recording ->> 'duration')::integer, (e.recording ->> 'channels')::smallint,
      e.recording ->> 'source', (e.recording ->> 'started_at')::timestamptz,
      coalesce((e.recording ->> 'started_at')::timestamptz, e.occurred_at), (e.recording ->> 'deleted_at')::timestamptz,
      (e.recording ->> 'deleted_by')::uuid, (e.recording ->> 'deleted_answer')::smallint)
  on conflict (tenant_id, recording_sid) do update set
    status = case when array_position(steps, excluded.status) > array_position(steps, r.status) then excluded.status else r.status end,
    duration_seconds = greatest(r.duration_seconds, excluded.duration_seconds),
    channels = greatest(r.channels, excluded.channels),
    source = coalesce(r.source, excluded.source),
    started_at = least(r.started_at, excluded.started_at),
    created_at = least(r.created_at, excluded.created_at),
    deleted_at = coalesce(r.deleted_at, excluded.deleted_at),
    deleted_by = coalesce(r.deleted_by, excluded.deleted_by),
    deleted_answer = coalesce(r.deleted_answer, excluded.deleted_answer)
  where r.call_id = excluded.call_id;
  if not found then raise exception 'recording % belongs to another call', e.recording ->> 'sid'; end if;
  return (select '/api/recordings/' || r.id from public.recordings r
    where r.tenant_id = c.tenant_id and r.call_id = c.id and r.status = 'completed'
    order by r.started_at desc nulls last, r.recording_sid limit 1);
end
$$;

-- A call that is not kept yet, as an event leaves it. Gives false when another event has made it meanwhile.
create function private.insert_call(n public.calls) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.calls (id, tenant_id, twilio_call_sid, direction, from_number, to_number, status, stage, outcome, because, contact_id,
      user_id, phone_number_id, duration_seconds, ring_seconds, billed_seconds, recording_requested, recording_url, price, price_unit,
      error_code, error_message, create_lost, hangup_requested_at, imported_at, created_at, answered_at, ended_at, next_check_at, version)
    values (n.id, n.tenant_id, n.twilio_call_sid, n.direction, n.from_number, n.to_number, n.status, n.stage, n.outcome, n.because, n.contact_id,
      n.user_id, n.phone_number_id, n.duration_seconds, n.ring_seconds, n.billed_seconds, n.recording_requested, n.recording_url, n.price, n.price_unit,
      n.error_code, n.error_message, n.create_lost, n.hangup_requested_at, n.imported_at, n.created_at, n.answered_at, n.ended_at, n.next_check_at, 1)
  on conflict do nothing;
  return found;
end
$$;

-- One event into its leg, its recording and its call `c`; `legs` are the legs that are kept of it. A call that is not kept yet is
-- written as all of the event leaves it. Gives the call as it is kept then, null when another event has made it meanwhile.
create function private.apply_event(c public.calls, kept boolean, legs public.call_legs[], e private.call_event) returns public.calls
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  n public.calls := c;
  at timestamptz := e.occurred_at;
  parent_sid text := coalesce(e.parent_call_sid, case when e.is_child then c.twilio_call_sid end);
  leg public.call_legs;
  place integer := 1;
begin
  if e.type = 'rest.gone' then
    update public.call_legs set status = 'failed' where tenant_id = c.tenant_id and call_id = c.id and status < 'completed';
    legs := array(select l from public.call_legs l where l.tenant_id = c.tenant_id and l.call_id = c.id);
    n.ended_at := coalesce(c.ended_at, at);
    if c.twilio_call_sid is null then n.error_message := e.error ->> 'message'; end if;
  elsif e.type = 'hangup' then
    n.hangup_requested_at := least(c.hangup_requested_at, at);
    n.next_check_at := now();
  elsif e.type = 'rest.lost' then
    n.create_lost := c.create_lost or c.twilio_call_sid is null;
    n.next_check_at := now();
  elsif e.type = 'rest.error' then
    n.error_code := (e.error ->> 'code')::integer;
    n.error_message := e.error ->> 'message';
    n.ended_at := coalesce(c.ended_at, at);
  end if;

  if c.direction = 'inbound' and e.type not in ('hangup', 'rest.gone') then
    -- Whichever event comes first makes the row, so each has a say in when the call began.
    n.created_at := least(c.created_at, coalesce(e.started_at, at));
    if parent_sid is null then
      n.from_number := coalesce(nullif(c.from_number, ''), e."from", '');
      n.to_number := coalesce(nullif(c.to_number, ''), e."to", '');
      n.phone_number_id := coalesce(c.phone_number_id, e.phone_number_id);
      n.user_id := coalesce(c.user_id, e.user_id);
      n.recording_requested := c.recording_requested or coalesce(e.recording_requested, false);
      -- Known since the row was made unless the number is news; a contact added since has taken its calls over (private.adopt_calls).
      if n.from_number <> c.from_number then n.contact_id := coalesce(c.contact_id, private.contact_for(c.tenant_id, n.from_number)); end if;
    end if;
  elsif c.direction = 'outbound' and c.to_number = '' and parent_sid is not null and e."to" is not null then
    -- Found at Twilio before it had dialled: the customer is whom the second leg rings.
    n.to_number := e."to";
    n.contact_id := coalesce(c.contact_id, private.contact_for(c.tenant_id, n.to_number));
  end if;

  if e.call_sid is not null and e.type <> 'recording' then
    if parent_sid is null and c.twilio_call_sid <> e.call_sid then
      if not exists (select from public.call_legs where tenant_id = c.tenant_id and call_sid = e.call_sid) then
        raise exception 'the call is already bound to leg %', c.twilio_call_sid;
      end if;
    end if;
    -- What the event alone says of its leg.
    leg.tenant_id := c.tenant_id; leg.call_id := c.id; leg.call_sid := e.call_sid; leg.parent_call_sid := parent_sid;
    leg.role := case when (c.direction = 'outbound') = (parent_sid is null) then 'agent'
                     when parent_sid is null then 'caller' else 'customer' end;
    leg.user_id := coalesce(e.user_id, case when c.direction = 'outbound' and parent_sid is null then c.user_id end);
    leg.from_number := e."from"; leg.to_number := e."to";
    leg.status := coalesce(e.status, 'queued'); leg.status_sequence := coalesce(e.sequence, -1);
    leg.first_seen_at := at;
    leg.answered_at := e.answered_at;
    if e.status = 'ringing' then leg.ringing_at := at;
    elsif e.status = 'in-progress' then leg.answered_at := coalesce(e.answered_at, at);
    elsif e.status >= 'completed' then leg.ended_at := at;
    end if;
    if e.accepted then leg.accepted_at := at; end if;
    leg.dial_ended_live := coalesce(e.dial_ended_live, false); leg.dial_failed := coalesce(e.dial_failed, false);
    leg.dial_bridged := e.dial_bridged;
    leg.duration_seconds := e.duration; leg.price := abs(e.price); leg.price_unit := e.price_unit;
    leg.sip_response_code := e.sip_response_code;
  end if;

  if not kept then
    n := private.derive_call(n, case when leg.call_sid is null then '{}' else array[leg] end);
    if not private.insert_call(n) then
      if exists (select from public.calls where tenant_id = c.tenant_id and id = c.id) then return null; end if;
      raise exception 'leg % belongs to another call', e.call_sid;
    end if;
  end if;

  if leg.call_sid is not null then
    insert into public.call_legs as l (tenant_id, call_sid, call_id, parent_call_sid, role, user_id, from_number, to_number,
        status, status_sequence, first_seen_at, ringing_at, answered_at, accepted_at, ended_at, dial_ended_live, dial_failed, dial_bridged,
        duration_seconds, price, price_unit, sip_response_code)
      values (leg.tenant_id, leg.call_sid, leg.call_id, leg.parent_call_sid, leg.role, leg.user_id, leg.from_number, leg.to_number,
        leg.status, leg.status_sequence, leg.first_seen_at, leg.ringing_at, leg.answered_at, leg.accepted_at, leg.ended_at,
        leg.dial_ended_live, leg.dial_failed, leg.dial_bridged, leg.duration_seconds, leg.price, leg.price_unit, leg.sip_response_code)
    on conflict (tenant_id, call_sid) do update set
      parent_call_sid = coalesce(l.parent_call_sid, excluded.parent_call_sid),
      user_id = coalesce(l.user_id, excluded.user_id),
      from_number = coalesce(l.from_number, excluded.from_number),
      to_number = coalesce(l.to_number, excluded.to_number),
      status = case when (least(excluded.status, 'completed'), excluded.status_sequence, excluded.status)
                       > (least(l.status, 'completed'), l.status_sequence, l.status) then excluded.status else l.status end,
      status_sequence = case when (least(excluded.status, 'completed'), excluded.status_sequence, excluded.status)
                       > (least(l.status, 'completed'), l.status_sequence, l.status) then excluded.status_sequence else l.status_sequence end,
      first_seen_at = least(l.first_seen_at, excluded.first_seen_at),
      ringing_at = least(l.ringing_at, excluded.ringing_at),
      answered_at = least(l.answered_at, excluded.answered_at),
      accepted_at = least(l.accepted_at, excluded.accepted_at),
      ended_at = least(l.ended_at, excluded.ended_at),
      dial_ended_live = l.dial_ended_live or excluded.dial_ended_live,
      dial_failed = l.dial_failed or excluded.dial_failed,
      dial_bridged = coalesce(l.dial_bridged or excluded.dial_bridged, l.dial_bridged, excluded.dial_bridged),
      duration_seconds = greatest(l.duration_seconds, excluded.duration_seconds),
      price = greatest(l.price, excluded.price),
      price_unit = coalesce(l.price_unit, excluded.price_unit),
      sip_response_code = greatest(l.sip_response_code, excluded.sip_response_code)
    where l.call_id = excluded.call_id
    returning * into leg;
    if not found then raise exception 'leg % belongs to another call', e.call_sid; end if;
    while place <= cardinality(legs) and (legs[place]).call_sid <> leg.call_sid loop place := place + 1; end loop;
    legs[place] := leg;
  end if;
  if not kept then return n; end if;

  if e.recording is not null then n.recording_url := private.apply_recording(c, e); end if;
  n := private.derive_call(n, legs);
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

-- The call that an event is the first of, not written yet. Any event of an inbound call may be: the id is derived from the CallSid. An
-- outbound one has its row before Twilio is asked; only one found at Twilio is made of an event. Null when the event makes no call
-- of this tenant's.
create function private.new_call(tenant uuid, e private.call_event) returns public.calls
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  outbound boolean := coalesce(e.creates_outbound, false);
  -- About the leg that the call hangs on; a recording names that leg and says nothing else of it.
  of_parent boolean := e.parent_call_sid is null and e.is_child is not true;
  customer text := case when outbound then e.customer when of_parent then e."from" end;
  seen record;
begin
  if not outbound and e.creates_inbound is not true then return null; end if;
  select
      -- A caller's leg, the first thing heard of its call, for a number that is not the tenant's; Twilio's answers over REST are the tenant's.
      of_parent and e."to" is not null and e.type not like 'rest.%'
        and not exists (select from public.phone_numbers n where n.tenant_id = tenant and n.number = e."to") as to_anothers,
      (select p.contact_id from public.contact_phones p where p.tenant_id = tenant and p.phone = customer order by p.created_at, p.id limit 1) as contact,
      exists (select from public.call_legs l where l.tenant_id = tenant and l.call_sid = e.call_sid)
        or exists (select from public.calls o where o.tenant_id = tenant and o.twilio_call_sid = e.call_sid) as bound
    into seen;
  if seen.to_anothers then return null; end if;
  c.id := e.call_id;
  c.tenant_id := tenant;
  c.direction := case when outbound then 'outbound' else 'inbound' end;
  c.from_number := case when of_parent or outbound and e.parent_call_sid is null then coalesce(e."from", '') else '' end;
  c.to_number := case when outbound then coalesce(e.customer, '') when of_parent then coalesce(e."to", '') else '' end;
  c.status := case when outbound then 'queued' else 'ringing' end;
  c.stage := case when outbound then 'placing' else 'greeting' end;
  c.created_at := coalesce(e.started_at, e.occurred_at);
  c.next_check_at := e.received_at + interval '60 seconds';
  if e.imported then c.imported_at := e.received_at; end if;
  if outbound or of_parent then
    c.user_id := e.user_id;
    c.phone_number_id := e.phone_number_id;
    c.contact_id := seen.contact;
  end if;
  c.recording_requested := (outbound or of_parent) and coalesce(e.recording_requested, false);
  c.create_lost := false;
  c.version := 1;
  -- A leg that another call has is a problem of this event; the row is made without it all the same.
  if of_parent and not outbound and e.type <> 'recording' and not seen.bound then c.twilio_call_sid := e.call_sid; end if;
  return c;
end
$$;

-- Takes one event (see lib/machine/events.ts for its shape) of a tenant that the session or the verified signature named.
-- Gives null when the call is not this tenant's: nothing is written then. One transaction, one round trip.
create or replace function machine.record_event(tenant uuid, e jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  told private.call_event;
  senseless text;
  c public.calls;
  n public.calls;
  looked boolean;
  kept boolean;
  named text[];
  contact text;
  known record;
  is_new boolean;
  trouble text;
  facts jsonb;
begin
  begin
    told := jsonb_populate_record(null::private.call_event, e);
  exception when data_exception then
    senseless := sqlerrm;
    told := private.bare_event(e);
  end;
  named := array[told.call_sid, told.parent_call_sid, told.data ->> 'DialCallSid'];
  -- A caller hears nothing until `answer` is kept, nearly always the first word of its call: it is looked for only when it cannot be made.
  looked := told.type <> 'answer';
  loop
    if looked then
      -- One event of a call at a time: what is read from here on is settled.
      select * into c from public.calls where tenant_id = tenant and id = told.call_id for update;
      kept := found;
    else
      kept := false;
    end if;
    select array(select l from public.call_legs l where l.tenant_id = tenant and l.call_id = told.call_id) as legs,
        told.recording is not null or exists (select from public.call_legs l where l.call_sid = any (named) and l.tenant_id <> tenant) as contested,
        event.id, event.problem is not null and event.solved_at is null as unsolved
      into known
      from (select) as always left join public.call_events event on event.tenant_id = tenant and event.dedupe_key = told.dedupe_key;
    if known.contested then
      if private.names_anothers(tenant, told) then return null; end if;
    end if;
    if not kept then
      c := private.new_call(tenant, told);
      if c.id is null and looked then return null; end if;
    end if;
    looked := true;
    continue when c.id is null;
    is_new := known.id is null;
    trouble := null;
    n := c;
    -- A recording's row needs its call's.
    if not kept and told.recording is not null then
      continue when not private.insert_call(c);
      kept := true;
    end if;
    -- Sent again, or replayed by a person: what could not be applied then may be now.
    if is_new or known.unsolved then
      begin
        if senseless is not null then raise exception '%', senseless; end if;
        n := private.apply_event(c, kept, known.legs, told);
      exception when others then
        -- What may be right a moment later is not poison: nothing is kept, and Twilio sends it again.
        if left(sqlstate, 2) in ('40', '53', '55', '57', '58') then raise; end if;
        trouble := sqlerrm;
      end;
      -- Made by another event at this moment.
      continue when n.id is null;
    end if;
    if not kept and (trouble is not null or not (is_new or known.unsolved)) then
      continue when not private.insert_call(c);
    end if;
    exit;
  end loop;

  -- What a webhook's answer needs of the call it belongs to.
  if n.contact_id is not null and told.answered_from is not null then
    select name into contact from public.contacts where tenant_id = tenant and id = n.contact_id;
  end if;
  facts := jsonb_build_object('call_id', n.id, 'direction', n.direction, 'from_number', n.from_number, 'to_number', n.to_number,
    'contact_name', contact, 'status', n.status, 'stage', n.stage, 'recording_requested', n.recording_requested, 'user_id', n.user_id,
    'twilio_call_sid', n.twilio_call_sid, 'hangup_requested', n.hangup_requested_at is not null, 'is_new', is_new);
  if is_new then
    insert into public.call_events (tenant_id, call_id, call_sid, event_type, event_data, query, answered_from, dedupe_key, occurred_at,
        created_at, problem, problem_event)
      values (tenant, n.id, told.call_sid, told.type, coalesce(told.data, '{}'), told.query,
        case when told.from_memory or told.answered_from is null then told.answered_from
             else told.answered_from || jsonb_build_object('facts', facts - 'is_new') end,
        told.dedupe_key, told.occurred_at, coalesce(told.received_at, now()), trouble, case when trouble is not null then e end)
    on conflict (tenant_id, dedupe_key) do nothing;
  elsif known.unsolved then
    update public.call_events set problem = coalesce(trouble, problem), problem_event = case when trouble is null then problem_event else e end,
      solved_at = case when trouble is null then now() end
      where id = known.id;
  end if;
  return facts;
end
$$;
revoke all on function private.derive_call(public.calls, public.call_legs[]), private.apply_recording(public.calls, private.call_event),
  private.insert_call(public.calls),
  private.apply_event(public.calls, boolean, public.call_legs[], private.call_event),
  private.new_call(uuid, private.call_event) from public;

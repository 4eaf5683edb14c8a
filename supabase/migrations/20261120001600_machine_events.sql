-- The one way a call's record is written. Any order and any repetition of the same events ends in the same rows:
-- every merge below is commutative, and a call is derived from its legs, never copied from the event at hand.

-- call_status stands in the order of a leg's life: from 'completed' on it is over, and least(status, 'completed') is its rank.
-- Compared in place, because a function with a pinned search_path is called for each row and never folded into its query.

-- In plpgsql, as all that an event calls: its plans last as long as the connection. A function in SQL that cannot be folded into its
-- query is parsed and planned anew in every transaction.
create function private.contact_for(tenant uuid, number text) returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select contact_id from public.contact_phones
    where tenant_id = tenant and phone = number order by created_at, id limit 1);
end
$$;

create type private.verdict as (
  status public.call_status,
  outcome text,
  stage public.call_stage,
  answered_at timestamptz,
  ended_at timestamptz,
  duration_seconds integer,
  because text
);
comment on type private.verdict is 'What the evidence says of a call, and which evidence said it (a code; its sentence is in lib/calls/words-because.ts).';

-- One event, read once: lib/machine/events.ts says what each field is.
create type private.call_event as (
  type text, dedupe_key text, call_id uuid, creates_inbound boolean, creates_outbound boolean, customer text, imported boolean,
  call_sid text, parent_call_sid text, is_child boolean, user_id uuid, phone_number_id uuid, "from" text, "to" text,
  status public.call_status, sequence integer, occurred_at timestamptz, received_at timestamptz, started_at timestamptz,
  answered_at timestamptz, accepted boolean, dial_ended_live boolean, dial_failed boolean, dial_bridged boolean, duration integer,
  price numeric, price_unit text, sip_response_code integer, recording_requested boolean, recording jsonb, error jsonb, query text,
  answered_from jsonb, from_memory boolean, data jsonb
);

-- The rep's phone first, the customer's second. Twilio's duration of the customer's leg is talk time.
create function private.judge_outbound(c public.calls, agent public.call_legs, customer public.call_legs) returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare v private.verdict;
begin
  if customer.answered_at is not null or customer.status in ('in-progress', 'completed') then
    v.answered_at := customer.answered_at;
    v.because := 'customer_answered';
    if customer.status >= 'completed' or agent.status >= 'completed' then
      v.status := 'completed'; v.outcome := 'connected';
      v.ended_at := least(customer.ended_at, agent.ended_at);
      v.duration_seconds := coalesce(customer.duration_seconds, round(extract(epoch from v.ended_at - v.answered_at))::integer);
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
      v.status := agent.status; v.outcome := 'agent_unreachable'; v.because := 'agent_' || agent.status;
    elsif agent.status = 'canceled' or c.hangup_requested_at is not null then
      v.status := 'canceled'; v.outcome := 'canceled';
      v.because := case when c.hangup_requested_at is not null then 'hung_up_in_app' else 'agent_canceled' end;
    elsif agent.accepted_at is null and customer.call_sid is null then
      v.status := 'no-answer'; v.outcome := 'agent_unconfirmed'; v.because := 'nobody_pressed';
    -- Twilio's times are whole seconds: an end at most one apart is the rep hanging up on a ringing phone.
    elsif customer.status = 'no-answer' and customer.ended_at < agent.ended_at - interval '1 second' then
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

-- The caller first, the rep's phone second. Talk runs from the digit to the end.
create function private.judge_inbound(caller public.call_legs, agent public.call_legs) returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v private.verdict;
  -- The digit was pressed and our answer to it never got back to Twilio. What was said of the call may not go back for that.
  unheard boolean := coalesce(agent.accepted_at is not null and not caller.dial_bridged, false);
  -- A digit that lands after the caller has gone connects nobody.
  accepted timestamptz := case
    when unheard then null
    when caller.dial_bridged or agent.accepted_at <= coalesce(caller.ended_at + interval '1 second', agent.accepted_at)
    then agent.accepted_at end;
begin
  if accepted is not null then
    v.answered_at := accepted;
    v.because := 'rep_accepted';
    if agent.status >= 'completed' or caller.status >= 'completed' then
      v.status := 'completed'; v.outcome := 'connected';
      v.ended_at := least(agent.ended_at, caller.ended_at);
      v.duration_seconds := greatest(round(extract(epoch from v.ended_at - accepted))::integer, 0);
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

-- Of a rep's leg that was picked up and is over: a digit that nobody recorded (no webhook came, the database was away). Twilio's legs and recordings say whether they talked.
-- A recording that is shorter than the rep's leg began at the bridge, so it is the talk; and no screening lasts 45 seconds.
create function private.presume_accepted(caller public.call_legs, agent public.call_legs) returns public.call_legs
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  seconds integer;
begin
  if agent.ended_at is null or agent.duration_seconds is null or caller.ended_at is null then return agent; end if;
  select max(r.duration_seconds) into seconds from public.recordings r
    where r.tenant_id = agent.tenant_id and r.call_id = agent.call_id and r.duration_seconds between 1 and agent.duration_seconds - 2;
  if seconds is null and (agent.duration_seconds >= 45 or caller.dial_bridged) then seconds := agent.duration_seconds; end if;
  agent.accepted_at := least(agent.ended_at, caller.ended_at) - make_interval(secs => seconds);
  return agent;
end
$$;

-- Status, outcome and stage from the evidence; the table is in docs/flow.md. `c` is the call as it is kept, `n` as the event at
-- hand changes it. One write at most, and only on a change: it bumps the version. Gives the call as it is kept then.
create function private.derive_call(c public.calls, n public.calls) returns public.calls
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  parent public.call_legs;
  child public.call_legs;
  v private.verdict;
  pressed boolean;
  legs record;
begin
  select
    (array_agg(l order by l.first_seen_at, l.call_sid) filter (where l.parent_call_sid is null))[1] as parent,
    -- The child that counts: the accepted one, else the one that got furthest.
    (array_agg(l order by l.accepted_at is null, l.answered_at is null, l.accepted_at, l.answered_at, l.first_seen_at, l.call_sid)
      filter (where l.parent_call_sid is not null))[1] as child,
    coalesce(bool_and(l.status >= 'completed' and (l.status <> 'completed' or l.price is not null)), false) as priced,
    coalesce(bool_and(l.status >= 'completed' and (l.status <> 'completed' or l.duration_seconds is not null)), false) as timed,
    coalesce(sum(l.price), 0) as price, min(l.price_unit) as price_unit, coalesce(sum(l.duration_seconds), 0) as seconds,
    (select '/api/recordings/' || r.id from public.recordings r
     where r.tenant_id = c.tenant_id and r.call_id = c.id and r.status = 'completed'
     order by r.started_at desc nulls last, r.recording_sid limit 1) as recording_url
    into legs from public.call_legs l where l.tenant_id = c.tenant_id and l.call_id = c.id;
  parent := legs.parent;
  child := legs.child;

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

  n.price := case when legs.priced then legs.price end;
  n.price_unit := case when legs.priced then legs.price_unit end;
  n.billed_seconds := case when legs.timed then legs.seconds end;
  n.recording_url := legs.recording_url;

  n.twilio_call_sid := coalesce(parent.call_sid, n.twilio_call_sid, child.parent_call_sid);
  if n.direction = 'inbound' and child.accepted_at is not null then n.user_id := coalesce(child.user_id, n.user_id); end if;
  if parent.call_sid is not null then
    -- It happened after all: what was said of a create that was not found is void.
    n.create_lost := false; n.error_code := null; n.error_message := null;
  end if;
  if n.ended_at is not null and c.ended_at is null then n.next_check_at := now(); end if;

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

-- One event into its leg, its recording and its call `c`, which the caller has locked. Gives the call as it is kept then.
create function private.apply_event(c public.calls, e private.call_event) returns public.calls
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  n public.calls := c;
  tenant uuid := c.tenant_id;
  target uuid := c.id;
  kind text := e.type;
  at timestamptz := e.occurred_at;
  parent_sid text := coalesce(e.parent_call_sid, case when e.is_child then c.twilio_call_sid end);
begin
  if kind = 'rest.gone' then
    update public.call_legs set status = 'failed' where tenant_id = tenant and call_id = target and status < 'completed';
    n.ended_at := coalesce(c.ended_at, at);
    if c.twilio_call_sid is null then n.error_message := e.error ->> 'message'; end if;
  elsif kind = 'hangup' then
    n.hangup_requested_at := least(c.hangup_requested_at, at);
    n.next_check_at := now();
  elsif kind = 'rest.lost' then
    n.create_lost := c.create_lost or c.twilio_call_sid is null;
    n.next_check_at := now();
  elsif kind = 'rest.error' then
    n.error_code := (e.error ->> 'code')::integer;
    n.error_message := e.error ->> 'message';
    n.ended_at := coalesce(c.ended_at, at);
  end if;

  if e.call_sid is not null and kind <> 'recording' then
    if parent_sid is null and c.twilio_call_sid <> e.call_sid
       and not exists (select from public.call_legs where tenant_id = tenant and call_sid = e.call_sid) then
      raise exception 'the call is already bound to leg %', c.twilio_call_sid;
    end if;
    insert into public.call_legs as l (tenant_id, call_sid, call_id, parent_call_sid, role, user_id, from_number, to_number,
        status, status_sequence, first_seen_at, ringing_at, answered_at, accepted_at, ended_at, dial_ended_live, dial_failed, dial_bridged,
        duration_seconds, price, price_unit, sip_response_code)
      values (tenant, e.call_sid, target, parent_sid,
        case when (c.direction = 'outbound') = (parent_sid is null) then 'agent'
             when parent_sid is null then 'caller' else 'customer' end::public.leg_role,
        coalesce(e.user_id, case when c.direction = 'outbound' and parent_sid is null then c.user_id end),
        e."from", e."to", coalesce(e.status, 'queued'), coalesce(e.sequence, -1), at,
        case when e.status = 'ringing' then at end,
        coalesce(e.answered_at, case when e.status = 'in-progress' then at end),
        case when e.accepted then at end,
        case when e.status >= 'completed' then at end,
        coalesce(e.dial_ended_live, false), coalesce(e.dial_failed, false), e.dial_bridged,
        e.duration, abs(e.price), e.price_unit, e.sip_response_code)
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
    where l.call_id = excluded.call_id;
    if not found then raise exception 'leg % belongs to another call', e.call_sid; end if;
  end if;

  if c.direction = 'inbound' and kind not in ('hangup', 'rest.gone') then
    -- Whichever event comes first makes the row, so each has a say in when the call began.
    n.created_at := least(c.created_at, coalesce(e.started_at, at));
    if parent_sid is null then
      n.from_number := coalesce(nullif(c.from_number, ''), e."from", '');
      n.to_number := coalesce(nullif(c.to_number, ''), e."to", '');
      n.phone_number_id := coalesce(c.phone_number_id, e.phone_number_id);
      n.user_id := coalesce(c.user_id, e.user_id);
      n.recording_requested := c.recording_requested or coalesce(e.recording_requested, false);
      -- Known since the row was made unless the number is news; a contact added since has taken its calls over (private.adopt_calls).
      if n.from_number <> c.from_number then n.contact_id := coalesce(c.contact_id, private.contact_for(tenant, n.from_number)); end if;
    end if;
  end if;

  -- Found at Twilio before it had dialled: the customer is whom the second leg rings.
  if c.direction = 'outbound' and c.to_number = '' and parent_sid is not null and e."to" is not null then
    n.to_number := e."to";
    n.contact_id := coalesce(c.contact_id, private.contact_for(tenant, n.to_number));
  end if;

  if e.recording is not null then
    insert into public.recordings as r (tenant_id, call_id, call_sid, recording_sid, status, duration_seconds, channels, source, started_at, created_at,
        deleted_at, deleted_by, deleted_answer)
      values (tenant, target, e.call_sid, e.recording ->> 'sid', e.recording ->> 'status',
        (e.recording ->> 'duration')::integer, (e.recording ->> 'channels')::smallint,
        e.recording ->> 'source', (e.recording ->> 'started_at')::timestamptz,
        coalesce((e.recording ->> 'started_at')::timestamptz, at), (e.recording ->> 'deleted_at')::timestamptz,
        (e.recording ->> 'deleted_by')::uuid, (e.recording ->> 'deleted_answer')::smallint)
    on conflict (tenant_id, recording_sid) do update set
      status = case when array_position(array['in-progress', 'absent', 'completed', 'deleted'], excluded.status)
                       > array_position(array['in-progress', 'absent', 'completed', 'deleted'], r.status)
                    then excluded.status else r.status end,
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
  end if;

  return private.derive_call(c, n);
end
$$;

-- The row of a call that an event is the first of. Any event of an inbound call may be: the id is derived from the CallSid. An
-- outbound one has its row before Twilio is asked; only one found at Twilio is made here. It is written as the event leaves
-- it, so that the first webhook of a call costs one write of it. Null when the event makes no call of this tenant's.
create function private.make_call(tenant uuid, e private.call_event) returns public.calls
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  outbound boolean := coalesce(e.creates_outbound, false);
  -- About the leg that the call hangs on; a recording names that leg and says nothing else of it.
  of_parent boolean := e.parent_call_sid is null and e.is_child is not true;
  caller text := case when of_parent then coalesce(e."from", '') else '' end;
begin
  if not (outbound or coalesce(e.creates_inbound, false)) or private.is_to_anothers_number(tenant, e) then return null; end if;
  insert into public.calls (id, tenant_id, direction, status, stage, from_number, to_number, created_at, next_check_at, imported_at,
      user_id, phone_number_id, contact_id, recording_requested, twilio_call_sid)
    values (e.call_id, tenant, case when outbound then 'outbound' else 'inbound' end,
      case when outbound then 'queued' else 'ringing' end::public.call_status,
      case when outbound then 'placing' else 'greeting' end::public.call_stage,
      case when outbound and e.parent_call_sid is null then coalesce(e."from", '') else caller end,
      case when outbound then coalesce(e.customer, '') when of_parent then coalesce(e."to", '') else '' end,
      coalesce(e.started_at, e.occurred_at), e.received_at + interval '60 seconds', case when e.imported then e.received_at end,
      case when outbound or of_parent then e.user_id end,
      case when outbound or of_parent then e.phone_number_id end,
      case when outbound then private.contact_for(tenant, e.customer) when of_parent then private.contact_for(tenant, caller) end,
      (outbound or of_parent) and coalesce(e.recording_requested, false),
      -- A leg that another call has is a problem of this event; the row is made without it all the same.
      case when of_parent and not outbound and e.type <> 'recording'
        and not exists (select from public.call_legs where tenant_id = tenant and call_sid = e.call_sid)
        and not exists (select from public.calls where tenant_id = tenant and twilio_call_sid = e.call_sid) then e.call_sid end)
  on conflict do nothing returning * into c;
  return c;
end
$$;

-- What makes sense of an event that has something senseless in it: its row in the ledger, and nothing else.
create function private.bare_event(e jsonb) returns private.call_event
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select jsonb_populate_record(null::private.call_event, jsonb_build_object('type', e -> 'type', 'dedupe_key', e -> 'dedupe_key',
    'call_id', e -> 'call_id', 'creates_inbound', e -> 'creates_inbound', 'creates_outbound', e -> 'creates_outbound',
    'call_sid', e -> 'call_sid', 'parent_call_sid', e -> 'parent_call_sid', 'is_child', e -> 'is_child', 'from', e -> 'from', 'to', e -> 'to',
    'customer', e -> 'customer', 'occurred_at', e -> 'occurred_at', 'received_at', e -> 'received_at', 'query', e -> 'query',
    'answered_from', e -> 'answered_from', 'from_memory', e -> 'from_memory', 'data', e -> 'data'))
$$;

-- Takes one event (see lib/machine/events.ts for its shape) of a tenant that the session or the verified signature named.
-- Gives null when the call is not this tenant's: nothing is written then. One transaction, one round trip.
create function machine.record_event(tenant uuid, e jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  told private.call_event;
  senseless text;
  target uuid;
  c public.calls;
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
  target := told.call_id;
  if private.names_anothers(tenant, told) then return null; end if;
  -- One event of a call at a time: what the ledger has is settled while we look.
  select * into c from public.calls where tenant_id = tenant and id = target for update;
  if not found then
    c := private.make_call(tenant, told);
    if c.id is null then
      -- Made by another event at this moment, or never.
      select * into c from public.calls where tenant_id = tenant and id = target for update;
      if not found then return null; end if;
    end if;
  end if;

  select id, problem is not null and solved_at is null as unsolved into known from public.call_events
    where tenant_id = tenant and dedupe_key = told.dedupe_key;
  is_new := known.id is null;
  -- Sent again, or replayed by a person: what could not be applied then may be now.
  if is_new or known.unsolved then
    begin
      if senseless is not null then raise exception '%', senseless; end if;
      c := private.apply_event(c, told);
    exception when others then
      -- What may be right a moment later is not poison: nothing is kept, and Twilio sends it again.
      if left(sqlstate, 2) in ('40', '53', '55', '57', '58') then raise; end if;
      trouble := sqlerrm;
    end;
  end if;
  -- What a webhook's answer needs of the call it belongs to.
  if c.contact_id is not null then
    select name into contact from public.contacts where tenant_id = tenant and id = c.contact_id;
  end if;
  facts := jsonb_build_object('call_id', c.id, 'direction', c.direction, 'from_number', c.from_number, 'to_number', c.to_number,
    'contact_name', contact, 'status', c.status, 'stage', c.stage, 'recording_requested', c.recording_requested, 'user_id', c.user_id,
    'twilio_call_sid', c.twilio_call_sid, 'hangup_requested', c.hangup_requested_at is not null);
  if is_new then
    insert into public.call_events (tenant_id, call_id, call_sid, event_type, event_data, query, answered_from, dedupe_key, occurred_at,
        created_at, problem, problem_event)
      values (tenant, target, told.call_sid, told.type, coalesce(told.data, '{}'), told.query,
        case when told.from_memory then told.answered_from else told.answered_from || jsonb_build_object('facts', facts) end,
        told.dedupe_key, told.occurred_at, coalesce(told.received_at, now()), trouble, case when trouble is not null then e end)
    on conflict (tenant_id, dedupe_key) do nothing;
  elsif known.unsolved then
    update public.call_events set problem = coalesce(trouble, problem), problem_event = case when trouble is null then problem_event else e end,
      solved_at = case when trouble is null then now() end
      where id = known.id;
  end if;
  return facts || jsonb_build_object('is_new', is_new);
end
$$;

-- The answer did not wait for us: it was given from what the app remembered, without these facts.
create function machine.answered_from_memory(tenant uuid, key text) returns boolean
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update public.call_events set answered_from = answered_from - 'facts'
  where tenant_id = tenant and dedupe_key = key and answered_from ? 'facts' returning true
$$;

-- A signed webhook that makes no sense to us is kept as it came. Gives null when it names a call that is not the tenant's.
create function machine.keep_unreadable(tenant uuid, e jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (e ->> 'names_call')::boolean
     and not exists (select from public.calls where tenant_id = tenant and id = (e ->> 'call_id')::uuid) then
    return null;
  end if;
  insert into public.call_events (tenant_id, call_id, call_sid, event_type, event_data, query, dedupe_key, occurred_at, created_at, problem)
    values (tenant, (e ->> 'call_id')::uuid, e ->> 'call_sid', e ->> 'type', e -> 'data', e ->> 'query', e ->> 'dedupe_key',
      (e ->> 'received_at')::timestamptz, (e ->> 'received_at')::timestamptz, e ->> 'problem')
  on conflict (tenant_id, dedupe_key) do nothing;
  return true;
end
$$;

-- An event with a problem, for an admin who wants it applied; null for everyone else, and once it is solved.
create function machine.held_event(tenant uuid, person uuid, event bigint) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('event_type', e.event_type, 'query', e.query, 'data', e.event_data, 'received_at', e.created_at,
    'event', e.problem_event, 'account_sid', a.account_sid)
  from public.call_events e
  join public.profiles p on p.tenant_id = e.tenant_id and p.user_id = person and p.removed_at is null and p.role = 'admin'
  left join public.twilio_accounts a on a.tenant_id = e.tenant_id
  where e.tenant_id = tenant and e.id = event and e.problem is not null and e.solved_at is null
$$;

-- After a replay. `applied` says that a webhook which could not be read was read and recorded under its own key.
-- Gives the problem that is left, null when there is none.
create function machine.finish_replay(tenant uuid, person uuid, event bigint, applied boolean) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare held public.call_events;
begin
  update public.call_events
    set solved_at = case when applied then coalesce(solved_at, now()) else solved_at end,
        solved_by = case when applied or solved_at is not null then person end
    where tenant_id = tenant and id = event and problem is not null returning * into held;
  return case when held.solved_at is null then held.problem end;
end
$$;
revoke all on function private.derive_call(public.calls, public.calls), private.apply_event(public.calls, private.call_event),
  private.make_call(uuid, private.call_event), private.bare_event(jsonb), private.contact_for(uuid, text),
  private.presume_accepted(public.call_legs, public.call_legs) from public;

-- The one way a call's record is written. Any order and any repetition of the same events ends in the same rows:
-- every merge below is commutative, and a call is derived from its legs, never copied from the event at hand.

create function private.status_rank(status public.call_status) returns smallint
language sql immutable strict set search_path = pg_catalog, pg_temp as $$
  select case status when 'queued' then 0 when 'ringing' then 1 when 'in-progress' then 2 else 3 end
$$;

create function private.contact_for(tenant uuid, number text) returns uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
  select contact_id from public.contact_phones
  where tenant_id = tenant and phone = number order by created_at, id limit 1
$$;

create type private.verdict as (
  status public.call_status,
  outcome public.call_outcome,
  stage public.call_stage,
  answered_at timestamptz,
  ended_at timestamptz,
  duration_seconds integer,
  because text
);
comment on type private.verdict is 'What the evidence says of a call, and which evidence said it (a code; its sentence is in lib/calls/words-because.ts).';

create function private.is_over(leg public.call_legs) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select coalesce(private.status_rank(leg.status) = 3, false)
$$;

-- A leg that is over without an end: Twilio could not be asked, or no longer knows it.
create function private.is_gone(leg public.call_legs) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select private.is_over(leg) and leg.ended_at is null
$$;

-- The rep's phone first, the customer's second. Twilio's duration of the customer's leg is talk time.
create function private.judge_outbound(c public.calls, agent public.call_legs, customer public.call_legs) returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare v private.verdict;
begin
  if customer.answered_at is not null or customer.status in ('in-progress', 'completed') then
    v.answered_at := customer.answered_at;
    v.because := 'customer_answered';
    if private.is_over(customer) or private.is_over(agent) then
      v.status := 'completed'; v.outcome := 'connected';
      v.ended_at := least(customer.ended_at, agent.ended_at);
      v.duration_seconds := coalesce(customer.duration_seconds, round(extract(epoch from v.ended_at - v.answered_at))::integer);
    else
      v.status := 'in-progress'; v.stage := 'connected';
    end if;
    return v;
  end if;

  v.duration_seconds := 0;
  if customer.status in ('busy', 'failed') and not private.is_gone(customer) then
    v.status := customer.status; v.outcome := customer.status::text::public.call_outcome;
    v.because := 'customer_' || customer.status;
  elsif private.is_over(customer) and agent.dial_ended_live then
    v.status := customer.status;
    v.outcome := case customer.status when 'no-answer' then 'no-answer'::public.call_outcome else 'canceled' end;
    v.because := 'customer_over_rep_waiting';
  elsif customer.call_sid is null and agent.dial_failed then
    v.status := 'failed'; v.outcome := 'failed'; v.because := 'dial_refused';
  elsif private.is_gone(agent) then
    v.status := 'failed'; v.outcome := 'unknown'; v.because := 'gone';
  elsif private.is_over(agent) then
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
    if private.is_over(agent) or private.is_over(caller) then
      v.status := 'completed'; v.outcome := 'connected';
      v.ended_at := least(agent.ended_at, caller.ended_at);
      v.duration_seconds := greatest(round(extract(epoch from v.ended_at - accepted))::integer, 0);
    else
      v.status := 'in-progress'; v.stage := 'connected';
    end if;
    return v;
  end if;

  v.duration_seconds := 0;
  if private.is_gone(caller) then
    v.status := 'failed'; v.outcome := 'unknown'; v.because := 'gone';
  elsif private.is_over(caller) or (unheard and private.is_over(agent)) then
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

-- A digit that nobody recorded (no webhook came, the database was away): Twilio's legs and recordings say whether they talked.
-- A recording that is shorter than the rep's leg began at the bridge, so it is the talk; and no screening lasts 45 seconds.
create function private.presume_accepted(caller public.call_legs, agent public.call_legs) returns public.call_legs
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  seconds integer;
begin
  if agent.accepted_at is not null or agent.status is distinct from 'completed' or agent.ended_at is null
     or agent.duration_seconds is null or caller.ended_at is null then return agent; end if;
  select max(r.duration_seconds) into seconds from public.recordings r
    where r.tenant_id = agent.tenant_id and r.call_id = agent.call_id and r.duration_seconds between 1 and agent.duration_seconds - 2;
  if seconds is null and (agent.duration_seconds >= 45 or caller.dial_bridged) then seconds := agent.duration_seconds; end if;
  agent.accepted_at := least(agent.ended_at, caller.ended_at) - make_interval(secs => seconds);
  return agent;
end
$$;

-- Status, outcome and stage from the evidence; the table is in docs/flow.md. Writes, and bumps the version, only on a change.
create function private.derive_call(tenant uuid, target uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  n public.calls;
  parent public.call_legs;
  child public.call_legs;
  v private.verdict;
  pressed boolean;
  legs record;
begin
  select * into c from public.calls where tenant_id = tenant and id = target;
  select * into parent from public.call_legs
    where tenant_id = tenant and call_id = target and parent_call_sid is null
    order by first_seen_at, call_sid limit 1;
  -- The child that counts: the accepted one, else the one that got furthest.
  select * into child from public.call_legs
    where tenant_id = tenant and call_id = target and parent_call_sid is not null
    order by accepted_at is null, answered_at is null, accepted_at, answered_at, first_seen_at, call_sid limit 1;

  if parent.call_sid is null and child.call_sid is null then
    if c.error_message is not null then
      v.status := 'failed'; v.outcome := 'failed'; v.ended_at := c.ended_at; v.duration_seconds := 0; v.because := 'create_failed';
    else
      v.status := case when c.direction = 'inbound' then 'ringing'::public.call_status else 'queued' end;
      v.stage := case when c.direction = 'inbound' then 'greeting'::public.call_stage else 'placing' end;
      v.outcome := case when c.create_lost then 'unknown'::public.call_outcome end;
      v.because := case when c.create_lost then 'create_lost' end;
    end if;
  elsif c.direction = 'outbound' then
    v := private.judge_outbound(c, parent, child);
  else
    pressed := child.accepted_at is not null;
    child := private.presume_accepted(parent, child);
    v := private.judge_inbound(parent, child);
    if not pressed and child.accepted_at is not null then v.because := 'presumed_accepted'; end if;
  end if;

  n := c;
  n.status := v.status;
  n.outcome := v.outcome;
  n.because := v.because;
  n.answered_at := v.answered_at;
  if private.status_rank(v.status) = 3 then
    n.stage := 'ended';
    n.ended_at := coalesce(v.ended_at, parent.ended_at, child.ended_at, c.ended_at);
    n.duration_seconds := v.duration_seconds;
  else
    n.stage := v.stage;
    n.ended_at := null;
    n.duration_seconds := null;
  end if;
  n.ring_seconds := round(extract(epoch from coalesce(child.answered_at, child.ended_at) - child.ringing_at))::integer;
  if n.ring_seconds < 0 then n.ring_seconds := 0; end if;

  select coalesce(bool_and(private.is_over(l) and (l.status <> 'completed' or l.price is not null)), false) as priced,
         coalesce(bool_and(private.is_over(l) and (l.status <> 'completed' or l.duration_seconds is not null)), false) as timed,
         coalesce(sum(l.price), 0) as price, min(l.price_unit) as price_unit, coalesce(sum(l.duration_seconds), 0) as seconds
    into legs from public.call_legs l where l.tenant_id = tenant and l.call_id = target;
  n.price := case when legs.priced then legs.price end;
  n.price_unit := case when legs.priced then legs.price_unit end;
  n.billed_seconds := case when legs.timed then legs.seconds end;
  select '/api/recordings/' || r.id into n.recording_url from public.recordings r
    where r.tenant_id = tenant and r.call_id = target and r.status = 'completed'
    order by r.started_at desc nulls last, r.recording_sid limit 1;

  n.twilio_call_sid := coalesce(parent.call_sid, c.twilio_call_sid, child.parent_call_sid);
  if c.direction = 'inbound' and child.accepted_at is not null then n.user_id := coalesce(child.user_id, c.user_id); end if;
  if parent.call_sid is not null then
    -- It happened after all: what was said of a create that was not found is void.
    n.create_lost := false; n.error_code := null; n.error_message := null;
  end if;
  if n.ended_at is not null and c.ended_at is null then n.next_check_at := now(); end if;

  if n is distinct from c then
    update public.calls set
      status = n.status, outcome = n.outcome, because = n.because, stage = n.stage, answered_at = n.answered_at, ended_at = n.ended_at,
      duration_seconds = n.duration_seconds, ring_seconds = n.ring_seconds, billed_seconds = n.billed_seconds,
      price = n.price, price_unit = n.price_unit, recording_url = n.recording_url, twilio_call_sid = n.twilio_call_sid,
      user_id = n.user_id, create_lost = n.create_lost, error_code = n.error_code, error_message = n.error_message,
      next_check_at = n.next_check_at, version = c.version + 1
    where tenant_id = tenant and id = target;
  end if;
end
$$;

-- One event into its leg, its recording and its call's own facts.
create function private.apply_event(tenant uuid, target uuid, e jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  n public.calls;
  at timestamptz := (e ->> 'occurred_at')::timestamptz;
  sid text := e ->> 'call_sid';
  s public.call_status := (e ->> 'status')::public.call_status;
  seq integer := coalesce((e ->> 'sequence')::integer, -1);
  bound uuid;
  parent_sid text;
begin
  select * into c from public.calls where tenant_id = tenant and id = target for update;
  parent_sid := coalesce(e ->> 'parent_call_sid', case when (e ->> 'is_child')::boolean then c.twilio_call_sid end);

  if e ->> 'type' = 'rest.gone' then
    update public.call_legs set status = 'failed' where tenant_id = tenant and call_id = target and not private.is_over(call_legs);
    update public.calls set ended_at = coalesce(ended_at, at),
      error_message = case when twilio_call_sid is null then e -> 'error' ->> 'message' else error_message end
    where tenant_id = tenant and id = target;
  elsif e ->> 'type' in ('hangup', 'rest.lost', 'rest.error') then
    update public.calls set
      hangup_requested_at = case when e ->> 'type' = 'hangup' then least(hangup_requested_at, at) else hangup_requested_at end,
      create_lost = create_lost or (e ->> 'type' = 'rest.lost' and twilio_call_sid is null),
      error_code = case when e ->> 'type' = 'rest.error' then (e -> 'error' ->> 'code')::integer else error_code end,
      error_message = case when e ->> 'type' = 'rest.error' then e -> 'error' ->> 'message' else error_message end,
      ended_at = case when e ->> 'type' = 'rest.error' then coalesce(ended_at, at) else ended_at end,
      next_check_at = case when e ->> 'type' in ('rest.lost', 'hangup') then now() else next_check_at end
    where tenant_id = tenant and id = target;
  end if;

  if sid is not null and e ->> 'type' <> 'recording' then
    select call_id into bound from public.call_legs where tenant_id = tenant and call_sid = sid;
    if bound is not null and bound <> target then
      raise exception 'leg % belongs to another call', sid;
    end if;
    if bound is null and parent_sid is null
       and c.twilio_call_sid is not null and c.twilio_call_sid <> sid then
      raise exception 'the call is already bound to leg %', c.twilio_call_sid;
    end if;
    insert into public.call_legs as l (tenant_id, call_sid, call_id, parent_call_sid, role, user_id, from_number, to_number,
        status, status_sequence, first_seen_at, ringing_at, answered_at, accepted_at, ended_at, dial_ended_live, dial_failed, dial_bridged,
        duration_seconds, price, price_unit, sip_response_code)
      values (tenant, sid, target, parent_sid,
        case when (c.direction = 'outbound') = (parent_sid is null) then 'agent'
             when parent_sid is null then 'caller' else 'customer' end::public.leg_role,
        coalesce((e ->> 'user_id')::uuid, case when c.direction = 'outbound' and parent_sid is null then c.user_id end),
        e ->> 'from', e ->> 'to', coalesce(s, 'queued'), seq, at,
        case when s = 'ringing' then at end,
        coalesce((e ->> 'answered_at')::timestamptz, case when s = 'in-progress' then at end),
        case when (e ->> 'accepted')::boolean then at end,
        case when private.status_rank(s) = 3 then at end,
        coalesce((e ->> 'dial_ended_live')::boolean, false),
        coalesce((e ->> 'dial_failed')::boolean, false),
        (e ->> 'dial_bridged')::boolean,
        (e ->> 'duration')::integer, abs((e ->> 'price')::numeric), e ->> 'price_unit', (e ->> 'sip_response_code')::integer)
    on conflict (tenant_id, call_sid) do update set
      parent_call_sid = coalesce(l.parent_call_sid, excluded.parent_call_sid),
      user_id = coalesce(l.user_id, excluded.user_id),
      from_number = coalesce(l.from_number, excluded.from_number),
      to_number = coalesce(l.to_number, excluded.to_number),
      status = case when (private.status_rank(excluded.status), excluded.status_sequence, excluded.status)
                       > (private.status_rank(l.status), l.status_sequence, l.status) then excluded.status else l.status end,
      status_sequence = case when (private.status_rank(excluded.status), excluded.status_sequence, excluded.status)
                       > (private.status_rank(l.status), l.status_sequence, l.status) then excluded.status_sequence else l.status_sequence end,
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
      sip_response_code = greatest(l.sip_response_code, excluded.sip_response_code);
  end if;

  if c.direction = 'inbound' and e ->> 'type' not in ('hangup', 'rest.gone') then
    n := c;
    -- Whichever event comes first makes the row, so each has a say in when the call began.
    n.created_at := least(c.created_at, coalesce((e ->> 'started_at')::timestamptz, at));
    if parent_sid is null then
      n.from_number := coalesce(nullif(c.from_number, ''), e ->> 'from', '');
      n.to_number := coalesce(nullif(c.to_number, ''), e ->> 'to', '');
      n.phone_number_id := coalesce(c.phone_number_id, (e ->> 'phone_number_id')::uuid);
      n.user_id := coalesce(c.user_id, (e ->> 'user_id')::uuid);
      n.recording_requested := c.recording_requested or coalesce((e ->> 'recording_requested')::boolean, false);
      n.contact_id := coalesce(c.contact_id, private.contact_for(tenant, n.from_number));
    end if;
    if n is distinct from c then
      update public.calls set created_at = n.created_at, from_number = n.from_number, to_number = n.to_number,
        phone_number_id = n.phone_number_id, user_id = n.user_id, recording_requested = n.recording_requested,
        contact_id = n.contact_id, version = c.version + 1
      where tenant_id = tenant and id = target;
    end if;
  end if;

  -- Found at Twilio before it had dialled: the customer is whom the second leg rings.
  if c.direction = 'outbound' and c.to_number = '' and parent_sid is not null and e ->> 'to' is not null then
    update public.calls set to_number = e ->> 'to', contact_id = coalesce(contact_id, private.contact_for(tenant, e ->> 'to')),
      version = version + 1
    where tenant_id = tenant and id = target;
  end if;

  if e -> 'recording' is not null then
    insert into public.recordings as r (tenant_id, call_id, call_sid, recording_sid, status, duration_seconds, channels, source, started_at, created_at,
        deleted_at, deleted_by, deleted_answer)
      values (tenant, target, sid, e -> 'recording' ->> 'sid', e -> 'recording' ->> 'status',
        (e -> 'recording' ->> 'duration')::integer, (e -> 'recording' ->> 'channels')::smallint,
        e -> 'recording' ->> 'source', (e -> 'recording' ->> 'started_at')::timestamptz,
        coalesce((e -> 'recording' ->> 'started_at')::timestamptz, at), (e -> 'recording' ->> 'deleted_at')::timestamptz,
        (e -> 'recording' ->> 'deleted_by')::uuid, (e -> 'recording' ->> 'deleted_answer')::smallint)
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
    if not found then raise exception 'recording % belongs to another call', e -> 'recording' ->> 'sid'; end if;
  end if;

  perform private.derive_call(tenant, target);
end
$$;

-- What a webhook's answer needs of the call it belongs to.
create function private.call_facts(tenant uuid, target uuid) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('call_id', c.id, 'direction', c.direction, 'from_number', c.from_number, 'to_number', c.to_number,
    'contact_name', n.name, 'status', c.status, 'stage', c.stage, 'recording_requested', c.recording_requested,
    'user_id', c.user_id, 'twilio_call_sid', c.twilio_call_sid, 'hangup_requested', c.hangup_requested_at is not null)
  from public.calls c left join public.contacts n on n.tenant_id = c.tenant_id and n.id = c.contact_id
  where c.tenant_id = tenant and c.id = target
$$;

-- Takes one event (see lib/machine/events.ts for its shape) of a tenant that the session or the verified signature named.
-- Gives null when the call is not this tenant's: nothing is written then. One transaction, one round trip.
create function machine.record_event(tenant uuid, e jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  target uuid := (e ->> 'call_id')::uuid;
  outbound boolean;
  event_id bigint;
  is_new boolean;
  facts jsonb;
begin
  if private.names_anothers(tenant, e) then return null; end if;
  perform 1 from public.calls where tenant_id = tenant and id = target;
  if not found then
    outbound := coalesce((e ->> 'creates_outbound')::boolean, false);
    if not (outbound or coalesce((e ->> 'creates_inbound')::boolean, false)) then return null; end if;
    if private.is_to_anothers_number(tenant, e) then return null; end if;
    -- Any event of an inbound call may be its first: the id is derived from the CallSid. An outbound one has its row before
    -- Twilio is asked; only one found at Twilio is made here.
    insert into public.calls (id, tenant_id, direction, status, stage, from_number, to_number, created_at, next_check_at, imported_at,
        user_id, phone_number_id, contact_id, recording_requested)
      values (target, tenant, case when outbound then 'outbound' else 'inbound' end::public.call_direction,
        case when outbound then 'queued' else 'ringing' end::public.call_status,
        case when outbound then 'placing' else 'greeting' end::public.call_stage,
        case when e ->> 'parent_call_sid' is null then coalesce(e ->> 'from', '') else '' end,
        case when outbound then coalesce(e ->> 'customer', '')
             when e ->> 'parent_call_sid' is null then coalesce(e ->> 'to', '') else '' end,
        case when outbound then coalesce(e ->> 'started_at', e ->> 'occurred_at') else e ->> 'occurred_at' end::timestamptz,
        (e ->> 'received_at')::timestamptz + interval '60 seconds',
        case when (e ->> 'imported')::boolean then (e ->> 'received_at')::timestamptz end,
        case when outbound then (e ->> 'user_id')::uuid end, case when outbound then (e ->> 'phone_number_id')::uuid end,
        case when outbound then private.contact_for(tenant, e ->> 'customer') end,
        outbound and coalesce((e ->> 'recording_requested')::boolean, false))
    on conflict do nothing;
    perform 1 from public.calls where tenant_id = tenant and id = target;
    if not found then return null; end if;
  end if;

  insert into public.call_events (tenant_id, call_id, call_sid, event_type, event_data, query, answered_from, dedupe_key, occurred_at, created_at)
    values (tenant, target, e ->> 'call_sid', e ->> 'type', coalesce(e -> 'data', '{}'), e ->> 'query', e -> 'answered_from',
      e ->> 'dedupe_key', (e ->> 'occurred_at')::timestamptz, coalesce((e ->> 'received_at')::timestamptz, now()))
  on conflict (tenant_id, dedupe_key) do nothing
  returning id into event_id;
  is_new := event_id is not null;
  if not is_new then
    -- Sent again, or replayed by a person: what could not be applied then may be now.
    select id into event_id from public.call_events
      where tenant_id = tenant and dedupe_key = e ->> 'dedupe_key' and problem is not null and solved_at is null for update;
  end if;

  if event_id is not null then
    begin
      perform private.apply_event(tenant, target, e);
      if not is_new then update public.call_events set solved_at = now() where id = event_id; end if;
    exception when others then
      -- What may be right a moment later is not poison: nothing is kept, and Twilio sends it again.
      if left(sqlstate, 2) in ('40', '53', '55', '57', '58') then raise; end if;
      update public.call_events set problem = sqlerrm, problem_event = e where id = event_id;
    end;
  end if;
  facts := private.call_facts(tenant, target);
  if is_new and e ? 'answered_from' and not coalesce((e ->> 'from_memory')::boolean, false) then
    update public.call_events set answered_from = answered_from || jsonb_build_object('facts', facts) where id = event_id;
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
revoke all on function private.derive_call(uuid, uuid), private.apply_event(uuid, uuid, jsonb), private.call_facts(uuid, uuid),
  private.contact_for(uuid, text), private.presume_accepted(public.call_legs, public.call_legs), private.status_rank(public.call_status) from public;

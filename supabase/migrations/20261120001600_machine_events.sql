-- The one way a call's record is written. Any order and any repetition of the same events ends in the same rows:
-- every merge below is commutative, and a call is derived from its legs, never copied from the event at hand.

create function private.status_rank(status public.call_status) returns smallint
language sql immutable strict set search_path = '' as $$
  select case status when 'queued' then 0 when 'ringing' then 1 when 'in-progress' then 2 else 3 end
$$;

create function private.contact_for(tenant uuid, number text) returns uuid
language sql stable set search_path = '' as $$
  select contact_id from public.contact_phones
  where tenant_id = tenant and phone = number order by created_at, id limit 1
$$;

-- Status, outcome and stage from the evidence; the table is in docs/flow.md.
create function private.derive_call(tenant uuid, target uuid) returns void
language plpgsql set search_path = '' as $$
declare
  c public.calls;
  parent public.call_legs;
  child public.call_legs;
  parent_over boolean;
  child_over boolean;
  accepted timestamptz;
  talked boolean;
  s public.call_status;
  g public.call_stage;
  o public.call_outcome;
  answered timestamptz;
  ended timestamptz;
  talk integer;
  ring integer;
  legs record;
  audio text;
begin
  select * into c from public.calls where tenant_id = tenant and id = target;
  select * into parent from public.call_legs
    where tenant_id = tenant and call_id = target and parent_call_sid is null
    order by first_seen_at, call_sid limit 1;
  -- The child that counts: the accepted one, else the one that got furthest.
  select * into child from public.call_legs
    where tenant_id = tenant and call_id = target and parent_call_sid is not null
    order by accepted_at is null, answered_at is null, accepted_at, answered_at, first_seen_at, call_sid limit 1;
  parent_over := coalesce(private.status_rank(parent.status) = 3, false);
  child_over := coalesce(private.status_rank(child.status) = 3, false);
  accepted := case when c.direction = 'outbound' then parent.accepted_at else child.accepted_at end;

  if parent.call_sid is null and child.call_sid is null then
    if c.error_code is not null or c.error_message is not null then
      s := 'failed'; o := 'failed'; g := 'ended'; ended := c.ended_at;
    else
      s := 'queued'; g := 'placing'; o := case when c.create_lost then 'unknown'::public.call_outcome end;
    end if;
  elsif c.direction = 'outbound' then
    talked := child.answered_at is not null or child.status in ('in-progress', 'completed');
    if talked then
      if child_over or parent_over then s := 'completed'; o := 'connected'; else s := 'in-progress'; g := 'connected'; end if;
      answered := child.answered_at;
      ended := least(child.ended_at, parent.ended_at);
      talk := coalesce(child.duration_seconds, round(extract(epoch from ended - answered))::integer);
    elsif child.status in ('busy', 'failed') then
      s := child.status; o := child.status::text::public.call_outcome;
    elsif child_over and parent.dial_ended_live then
      s := child.status; o := case child.status when 'no-answer' then 'no-answer'::public.call_outcome else 'canceled' end;
    elsif parent_over then
      if parent.status in ('busy', 'no-answer', 'failed') then
        s := parent.status; o := 'agent_unreachable';
      elsif parent.status = 'canceled' or c.hangup_requested_at is not null then
        s := 'canceled'; o := 'canceled';
      elsif accepted is null and child.call_sid is null then
        s := 'no-answer'; o := 'agent_unconfirmed';
      elsif child.status = 'no-answer' and child.ended_at < parent.ended_at then
        s := 'no-answer'; o := 'no-answer';
      else
        s := 'canceled'; o := 'canceled';
      end if;
    elsif child.call_sid is not null or accepted is not null then
      s := 'ringing'; g := 'ringing_customer';
    elsif parent.status = 'in-progress' then
      s := 'ringing'; g := 'confirming';
    elsif parent.status = 'ringing' then
      s := 'ringing'; g := 'ringing_agent';
    else
      s := 'queued'; g := 'placing';
    end if;
  else
    if accepted is not null then
      if child_over or parent_over then s := 'completed'; o := 'connected'; else s := 'in-progress'; g := 'connected'; end if;
      answered := accepted;
      ended := least(child.ended_at, parent.ended_at);
      talk := round(extract(epoch from ended - answered))::integer;
    elsif parent_over then
      o := 'missed';
      s := case when parent.dial_ended_live or child.ended_at < parent.ended_at - interval '1 second'
                then 'no-answer'::public.call_status else 'canceled' end;
    else
      s := 'ringing';
      g := case when child.call_sid is null then 'greeting'::public.call_stage
                when child.status = 'in-progress' then 'confirming' else 'ringing_agent' end;
    end if;
  end if;

  if private.status_rank(s) = 3 then
    g := 'ended';
    ended := coalesce(ended, parent.ended_at, child.ended_at);
    talk := greatest(coalesce(talk, 0), 0);
  else
    ended := null; talk := null;
  end if;
  ring := round(extract(epoch from coalesce(child.answered_at, child.ended_at) - child.ringing_at))::integer;
  if ring < 0 then ring := 0; end if;

  select bool_and(private.status_rank(l.status) = 3 and (l.status <> 'completed' or l.price is not null)) as priced,
         bool_and(private.status_rank(l.status) = 3 and (l.status <> 'completed' or l.duration_seconds is not null)) as timed,
         sum(l.price) as price, min(l.price_unit) as price_unit, sum(l.duration_seconds) as seconds
    into legs from public.call_legs l where l.tenant_id = tenant and l.call_id = target;
  select '/api/recordings/' || r.id into audio from public.recordings r
    where r.tenant_id = tenant and r.call_id = target and r.status = 'completed'
    order by r.started_at desc nulls last, r.recording_sid limit 1;

  update public.calls set
    twilio_call_sid = coalesce(parent.call_sid, calls.twilio_call_sid, child.parent_call_sid),
    status = s, stage = g, outcome = o, answered_at = answered, ended_at = ended,
    duration_seconds = talk, ring_seconds = ring,
    user_id = coalesce(case when calls.direction = 'inbound' and child.accepted_at is not null then child.user_id end, calls.user_id),
    price = case when legs.priced then coalesce(legs.price, 0) end,
    price_unit = case when legs.priced then legs.price_unit end,
    billed_seconds = case when legs.timed then coalesce(legs.seconds, 0) end,
    recording_url = audio,
    create_lost = calls.create_lost and parent.call_sid is null,
    next_check_at = case when private.status_rank(s) = 3 and calls.ended_at is null then now() else calls.next_check_at end,
    version = calls.version + 1
  where tenant_id = tenant and id = target
    and (calls.twilio_call_sid, calls.status, calls.stage, calls.outcome, calls.answered_at, calls.ended_at, calls.duration_seconds,
         calls.ring_seconds, calls.price, calls.price_unit, calls.billed_seconds, calls.recording_url, calls.create_lost, calls.user_id)
      is distinct from
        (coalesce(parent.call_sid, calls.twilio_call_sid, child.parent_call_sid), s, g, o, answered, ended, talk,
         ring, case when legs.priced then coalesce(legs.price, 0) end, case when legs.priced then legs.price_unit end,
         case when legs.timed then coalesce(legs.seconds, 0) end, audio, calls.create_lost and parent.call_sid is null,
         coalesce(case when calls.direction = 'inbound' and child.accepted_at is not null then child.user_id end, calls.user_id));
end
$$;

-- One event into its leg, its recording and its call's own facts.
create function private.apply_event(tenant uuid, target uuid, e jsonb) returns void
language plpgsql set search_path = '' as $$
declare
  c public.calls;
  at timestamptz := (e ->> 'occurred_at')::timestamptz;
  sid text := e ->> 'call_sid';
  s public.call_status := (e ->> 'status')::public.call_status;
  seq integer := coalesce((e ->> 'sequence')::integer, -1);
  bound uuid;
  parent_sid text;
begin
  select * into c from public.calls where tenant_id = tenant and id = target for update;
  parent_sid := coalesce(e ->> 'parent_call_sid', case when (e ->> 'is_child')::boolean then c.twilio_call_sid end);

  if e ->> 'type' in ('hangup', 'rest.lost', 'rest.error') then
    update public.calls set
      hangup_requested_at = case when e ->> 'type' = 'hangup' then least(hangup_requested_at, at) else hangup_requested_at end,
      create_lost = create_lost or (e ->> 'type' = 'rest.lost' and twilio_call_sid is null and error_message is null),
      error_code = case when e ->> 'type' = 'rest.error' then (e -> 'error' ->> 'code')::integer else error_code end,
      error_message = case when e ->> 'type' = 'rest.error' then e -> 'error' ->> 'message' else error_message end,
      ended_at = case when e ->> 'type' = 'rest.error' then coalesce(ended_at, at) else ended_at end,
      next_check_at = case when e ->> 'type' = 'rest.lost' then now() else next_check_at end
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
        status, status_sequence, first_seen_at, ringing_at, answered_at, accepted_at, ended_at, dial_ended_at, dial_ended_live,
        duration_seconds, price, price_unit, sip_response_code)
      values (tenant, sid, target, parent_sid,
        case when (c.direction = 'outbound') = (parent_sid is null) then 'agent'
             when parent_sid is null then 'caller' else 'customer' end::public.leg_role,
        (e ->> 'user_id')::uuid,
        e ->> 'from', e ->> 'to', coalesce(s, 'queued'), seq, at,
        case when s = 'ringing' then at end,
        coalesce((e ->> 'answered_at')::timestamptz, case when s = 'in-progress' then at end),
        case when (e ->> 'accepted')::boolean then at end,
        case when private.status_rank(s) = 3 then at end,
        case when (e ->> 'dial_ended')::boolean then at end,
        coalesce((e ->> 'dial_ended_live')::boolean, false),
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
      dial_ended_at = least(l.dial_ended_at, excluded.dial_ended_at),
      dial_ended_live = l.dial_ended_live or excluded.dial_ended_live,
      duration_seconds = greatest(l.duration_seconds, excluded.duration_seconds),
      price = greatest(l.price, excluded.price),
      price_unit = coalesce(l.price_unit, excluded.price_unit),
      sip_response_code = greatest(l.sip_response_code, excluded.sip_response_code);
  end if;

  if c.direction = 'inbound' and parent_sid is null and e ->> 'type' <> 'hangup' then
    update public.calls set
      created_at = least(created_at, at),
      from_number = coalesce(nullif(from_number, ''), e ->> 'from', ''),
      to_number = coalesce(nullif(to_number, ''), e ->> 'to', ''),
      phone_number_id = coalesce(phone_number_id, (e ->> 'phone_number_id')::uuid),
      user_id = coalesce(user_id, (e ->> 'user_id')::uuid),
      recording_requested = recording_requested or coalesce((e ->> 'recording_requested')::boolean, false),
      contact_id = coalesce(contact_id, private.contact_for(tenant, coalesce(nullif(from_number, ''), e ->> 'from'))),
      version = version + 1
    where tenant_id = tenant and id = target
      and (created_at > at or from_number = '' or to_number = '' or phone_number_id is null or user_id is null
        or (not recording_requested and coalesce((e ->> 'recording_requested')::boolean, false)));
  end if;

  if e -> 'recording' is not null then
    insert into public.recordings as r (tenant_id, call_id, call_sid, recording_sid, status, duration_seconds, channels, source, started_at, created_at)
      values (tenant, target, sid, e -> 'recording' ->> 'sid', e -> 'recording' ->> 'status',
        (e -> 'recording' ->> 'duration')::integer, (e -> 'recording' ->> 'channels')::smallint,
        e -> 'recording' ->> 'source', (e -> 'recording' ->> 'started_at')::timestamptz,
        coalesce((e -> 'recording' ->> 'started_at')::timestamptz, at))
    on conflict (tenant_id, recording_sid) do update set
      status = case when array_position(array['in-progress', 'absent', 'completed', 'deleted'], excluded.status)
                       > array_position(array['in-progress', 'absent', 'completed', 'deleted'], r.status)
                    then excluded.status else r.status end,
      duration_seconds = greatest(r.duration_seconds, excluded.duration_seconds),
      channels = greatest(r.channels, excluded.channels),
      source = coalesce(r.source, excluded.source),
      started_at = least(r.started_at, excluded.started_at),
      created_at = least(r.created_at, excluded.created_at)
    where r.call_id = excluded.call_id;
    if not found then raise exception 'recording % belongs to another call', e -> 'recording' ->> 'sid'; end if;
  end if;

  perform private.derive_call(tenant, target);
end
$$;

-- What a webhook's answer needs of the call it belongs to.
create function private.call_facts(tenant uuid, target uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('call_id', c.id, 'direction', c.direction, 'from_number', c.from_number, 'to_number', c.to_number,
    'contact_name', n.name, 'status', c.status, 'stage', c.stage, 'recording_requested', c.recording_requested,
    'user_id', c.user_id, 'twilio_call_sid', c.twilio_call_sid, 'hangup_requested', c.hangup_requested_at is not null)
  from public.calls c left join public.contacts n on n.tenant_id = c.tenant_id and n.id = c.contact_id
  where c.tenant_id = tenant and c.id = target
$$;

-- Takes one event (see lib/machine/events.ts for its shape) of a tenant that the session or the verified signature named.
-- Gives null when the call is not this tenant's: nothing is written then. One transaction, one round trip.
create function machine.record_event(tenant uuid, e jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  target uuid := (e ->> 'call_id')::uuid;
  event_id bigint;
begin
  perform 1 from public.calls where tenant_id = tenant and id = target;
  if not found then
    if not coalesce((e ->> 'creates_inbound')::boolean, false) then return null; end if;
    -- Any event of an inbound call may be its first: the id is derived from the CallSid.
    insert into public.calls (id, tenant_id, direction, status, stage, from_number, to_number, created_at, next_check_at)
      values (target, tenant, 'inbound', 'ringing', 'greeting',
        case when e ->> 'parent_call_sid' is null then coalesce(e ->> 'from', '') else '' end,
        case when e ->> 'parent_call_sid' is null then coalesce(e ->> 'to', '') else '' end,
        (e ->> 'occurred_at')::timestamptz, (e ->> 'received_at')::timestamptz + interval '60 seconds')
    on conflict do nothing;
    perform 1 from public.calls where tenant_id = tenant and id = target;
    if not found then return null; end if;
  end if;

  insert into public.call_events (tenant_id, call_id, call_sid, event_type, event_data, decision, dedupe_key, occurred_at)
    values (tenant, target, e ->> 'call_sid', e ->> 'type', coalesce(e -> 'data', '{}'), e -> 'decision',
      e ->> 'dedupe_key', (e ->> 'occurred_at')::timestamptz)
  on conflict (tenant_id, dedupe_key) do nothing
  returning id into event_id;

  if event_id is not null then
    begin
      perform private.apply_event(tenant, target, e);
    exception when others then
      update public.call_events set problem = sqlerrm where id = event_id;
    end;
  end if;
  return private.call_facts(tenant, target) || jsonb_build_object('is_new', event_id is not null);
end
$$;
revoke all on function machine.record_event(uuid, jsonb) from public;
grant execute on function machine.record_event(uuid, jsonb) to ringbook_machine;
revoke all on function private.derive_call(uuid, uuid), private.apply_event(uuid, uuid, jsonb), private.call_facts(uuid, uuid),
  private.contact_for(uuid, text), private.status_rank(public.call_status) from public;

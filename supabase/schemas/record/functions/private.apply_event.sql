-- One event into its leg, its recording and its call `c`; `legs` are the legs that are kept of it.
-- A call that is not kept yet is written as all of the event leaves it. Gives the call as it is
-- kept then, null when another event has made it meanwhile.
create or replace function private.apply_event(c public.calls, kept boolean,
  legs public.call_legs[], e private.call_event) returns public.calls
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
      update public.call_legs set status = 'failed' where tenant_id = c.tenant_id and call_id = c.id
        and status < 'completed';
      legs := array(select l from public.call_legs l where l.tenant_id = c.tenant_id
        and l.call_id = c.id);
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
    if parent_sid is null and (c.from_number = '' or c.to_number = '' or c.phone_number_id is null
      or c.user_id is null or e.recording_requested) then
      n.from_number := coalesce(nullif(c.from_number, ''), e."from", '');
      n.to_number := coalesce(nullif(c.to_number, ''), e."to", '');
      n.phone_number_id := coalesce(c.phone_number_id, e.phone_number_id);
      n.user_id := coalesce(c.user_id, e.user_id);
      n.recording_requested := c.recording_requested or coalesce(e.recording_requested, false);
      -- Known since the row was made unless the number is news; a contact added since has taken its
      -- calls over (private.adopt_calls).
      if n.from_number <> c.from_number then
        n.contact_id := coalesce(c.contact_id, private.contact_for(c.tenant_id, n.from_number));
      end if;
    end if;
  end if;

  if e.call_sid is not null and e.type <> 'recording' then
    while place <= cardinality(legs)
      and (legs[place]).call_sid <> e.call_sid loop place := place + 1;
    end loop;
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
      if exists (select from public.calls where tenant_id = c.tenant_id and id = c.id) then
        return null;
      end if;
      raise exception 'leg % belongs to another call', e.call_sid;
    end if;
  end if;
  if fresh.call_sid is not null then
    insert into public.call_legs (tenant_id, call_sid, call_id, parent_call_sid, role, user_id,
        from_number, to_number,
        status, status_sequence, first_seen_at, ringing_at, answered_at, accepted_at, ended_at,
          dial_ended_live, dial_failed, dial_bridged,
        duration_seconds, price, price_unit, sip_response_code)
      values (fresh.tenant_id, fresh.call_sid, fresh.call_id, fresh.parent_call_sid, fresh.role,
        fresh.user_id, fresh.from_number, fresh.to_number,
        fresh.status, fresh.status_sequence, fresh.first_seen_at, fresh.ringing_at,
          fresh.answered_at, fresh.accepted_at, fresh.ended_at,
        fresh.dial_ended_live, fresh.dial_failed, fresh.dial_bridged, fresh.duration_seconds,
          fresh.price, fresh.price_unit,
        fresh.sip_response_code)
      on conflict do nothing;
    if not found then raise exception 'leg % belongs to another call', e.call_sid; end if;
  end if;
  if not kept then return n; end if;
  if n is not distinct from c then return c; end if;
  n.version := c.version + 1;
  update public.calls set
    status = n.status, outcome = n.outcome, because = n.because, stage = n.stage,
      created_at = n.created_at, answered_at = n.answered_at,
    ended_at = n.ended_at, from_number = n.from_number, to_number = n.to_number,
      phone_number_id = n.phone_number_id,
    contact_id = n.contact_id, user_id = n.user_id, recording_requested = n.recording_requested,
    duration_seconds = n.duration_seconds, ring_seconds = n.ring_seconds,
      billed_seconds = n.billed_seconds,
    price = n.price, price_unit = n.price_unit, recording_url = n.recording_url,
      twilio_call_sid = n.twilio_call_sid,
    hangup_requested_at = n.hangup_requested_at, create_lost = n.create_lost,
      error_code = n.error_code, error_message = n.error_message,
    next_check_at = n.next_check_at, version = n.version
  where tenant_id = c.tenant_id and id = c.id;
  return n;
end
$$;

revoke all on function private.apply_event from public;

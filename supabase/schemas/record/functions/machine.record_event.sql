-- The one way a call's record is written. Any order and any repetition of the same events ends in
-- the same rows: every merge is commutative, and a call is derived from its legs, never copied from
-- the event at hand.
-- Takes one event (see lib/machine/events.ts for its shape) of a tenant that the session or the
-- verified signature named. Gives null when the call is not this tenant's: nothing is written then.
-- One transaction, one round trip. A connection may plan its statements while the tables are new
-- and small: a scan would stay until they are analyzed.
create or replace function machine.record_event(tenant uuid, e jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  told private.call_event;
  c public.calls;
  n public.calls;
  held record;
  kept boolean;
  news boolean;
  contact text;
  known record;
  event_id bigint;
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
  -- A caller rings, and nothing is said that private.open_call does not write.
  if told.status = 'ringing' and told.type in ('answer', 'status') and told.creates_inbound
    and told.is_child is not true
     and told.call_sid is not null
       and num_nonnulls(told.parent_call_sid, told.creates_outbound, told.customer, told.imported,
       told.started_at, told.answered_at, told.accepted, told.dial_failed, told.dial_bridged,
         told.duration, told.price, told.price_unit,
       told.sip_response_code, told.recording) = 0 then
    n := private.open_call(tenant, told);
  end if;
  while n.id is null loop
    -- One event of a call at a time: what is read from here on is settled.
    select k as call into held from public.calls k where k.tenant_id = tenant
      and k.id = told.call_id for update;
    kept := found;
    if kept then c := held.call; end if;
    select array(select l from public.call_legs l where l.tenant_id = tenant
        and l.call_id = told.call_id) as legs,
        told.recording is not null or exists (select from public.call_legs l
          where l.call_sid in (told.call_sid, told.parent_call_sid, told.data ->> 'DialCallSid')
            and l.tenant_id <> tenant) as contested,
        (select v from public.call_events v where v.tenant_id = tenant
          and v.dedupe_key = told.dedupe_key) as event
      into known;
    if known.contested then
      if private.names_anothers(tenant, told) then return null; end if;
    end if;
    if not kept then
      c := private.new_call(tenant, told);
      if c.id is null then return null; end if;
      -- Legs that are kept have a call: made by another event at this moment.
      continue when cardinality(known.legs) > 0;
      -- A recording's row needs its call's.
      if told.recording is not null then
        kept := private.insert_call(c);
        continue when not kept;
      end if;
    end if;
    event_id := (known.event).id;
    -- Sent again, or replayed by a person: what could not be applied then may be now.
    news := event_id is null or (known.event).problem is not null
      and (known.event).solved_at is null;
    trouble := senseless;
    if news and trouble is null then
      begin
        n := private.apply_event(c, kept, known.legs, told);
      exception when others then
        -- What may be right a moment later is not poison: nothing is kept, and Twilio sends it
        -- again.
        if left(sqlstate, 2) in ('40', '53', '55', '57', '58') then raise; end if;
        trouble := sqlerrm;
      end;
    end if;
    -- What is not applied leaves the call as it was, and makes it where it is not kept yet.
    if trouble is not null or not news then
      if kept or private.insert_call(c) then n := c; end if;
    end if;
    -- Still no `n`: another event has made the call at this moment.
  end loop;

  if told.answered_from is null then
    facts := jsonb_build_object('status', n.status, 'hangup_requested',
      n.hangup_requested_at is not null);
  else
    -- What a webhook's answer needs of the call it belongs to.
    if n.contact_id is not null then
      select name into contact from public.contacts where tenant_id = tenant and id = n.contact_id;
    end if;
    facts := jsonb_build_object('call_id', n.id, 'direction', n.direction, 'from_number',
      n.from_number, 'to_number', n.to_number,
      'contact_name', contact, 'status', n.status, 'recording_requested', n.recording_requested,
      'hangup_requested', n.hangup_requested_at is not null);
    if told.from_memory is not true then
      told.answered_from := told.answered_from || jsonb_build_object('facts', facts);
    end if;
  end if;
  if event_id is null then
    insert into public.call_events (tenant_id, call_id, call_sid, event_type, event_data, query,
        answered_from, dedupe_key, occurred_at,
        created_at, problem, problem_event)
      values (tenant, n.id, told.call_sid, told.type, coalesce(told.data, '{}'), told.query,
        told.answered_from,
        told.dedupe_key, told.occurred_at, coalesce(told.received_at, now()), trouble, case
          when trouble is not null then e end)
    on conflict (tenant_id, dedupe_key) do nothing;
  elsif news then
    update public.call_events set problem = coalesce(trouble, problem), problem_event = case
      when trouble is null then problem_event else e end,
      solved_at = case when trouble is null then now() end
      where id = event_id;
  end if;
  return facts;
end
$$;

revoke all on function machine.record_event from public;
grant execute on function machine.record_event to ringbook_machine;

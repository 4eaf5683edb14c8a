set check_function_bodies = off;

-- The calls here that have any of these legs of Twilio's, with all their own legs.
create or replace function machine.audit_calls(tenant uuid, sids jsonb) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('call_id', c.id, 'direction', c.direction,
      'status', c.status, 'outcome', c.outcome, 'duration_seconds', c.duration_seconds,
      'price', c.price, 'created_at', c.created_at, 'customer_number', c.customer_number,
      'settled', c.settled_at is not null,
      'has_spaces', exists (select from public.call_spans s
        where s.tenant_id = tenant and s.call_id = c.id),
      'legs', (select jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'role', l.role,
          'side', l.side, 'parent_call_sid', l.parent_call_sid, 'status', l.status,
          'duration_seconds', l.duration_seconds, 'price', l.price))
        from public.call_legs l where l.tenant_id = tenant and l.call_id = c.id))), '[]'::jsonb)
  from public.calls c
  where c.tenant_id = tenant and c.id in (
    select l.call_id from public.call_legs l
    where l.tenant_id = tenant and l.call_sid in (select jsonb_array_elements_text(sids)))
$$;

revoke all on function machine.audit_calls from public;
grant execute on function machine.audit_calls to ringbook_machine;

-- Writes the queued call of a rep, or says why not: { refused: reason }. A key that was used before
-- gives that call again.
create or replace function machine.begin_call(tenant uuid, caller uuid, request jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  call_id uuid := (request ->> 'call_id')::uuid;
  contact uuid := (request ->> 'contact_id')::uuid;
  at timestamptz := (request ->> 'now')::timestamptz;
  account public.twilio_accounts;
  chosen uuid;
  line public.phone_numbers;
  settings public.tenants;
  rep_phone text;
  proven boolean;
  record boolean;
  verdict jsonb;
begin
  if not exists (
    select from public.profiles
    where tenant_id = tenant and user_id = caller and removed_at is null
  ) then return jsonb_build_object('refused', 'not_a_member'); end if;
  -- One at a time per tenant, for these few milliseconds: what is counted below is exact, and two
  -- clicks see each other.
  perform pg_advisory_xact_lock(hashtextextended('calls:' || tenant, 0));
  verdict := private.call_of_key(tenant, caller, request -> 'key');
  if verdict is not null then return verdict; end if;
  if contact is not null and not exists (
    select from public.contacts where tenant_id = tenant and id = contact
  ) then return jsonb_build_object('refused', 'contact_not_found'); end if;
  select * into settings from public.tenants where id = tenant;
  select * into account from public.twilio_accounts
    where tenant_id = tenant and verified_at is not null;
  chosen := private.choose_caller_number(tenant, caller,
    coalesce(contact, private.contact_for(tenant, request ->> 'to')), request ->> 'to',
    request ->> 'from');
  -- Locked, so that it is not removed under this call.
  select * into line from public.phone_numbers where id = chosen and removed_at is null for share;
  if account.tenant_id is null or line.id is null then
    return jsonb_build_object('refused', case
      when account.tenant_id is not null and request ->> 'from' is not null
        then 'number_not_yours' else 'twilio_not_configured' end);
  end if;
  select phone, verified_at is not null into rep_phone, proven
    from public.personal_phones where tenant_id = tenant and user_id = caller
    and not private.is_own_number(tenant, phone);
  if rep_phone is null then return jsonb_build_object('refused', 'no_personal_phone'); end if;
  if not proven then return jsonb_build_object('refused', 'phone_not_verified'); end if;
  if request ->> 'to' = rep_phone or private.is_own_number(tenant, request ->> 'to') then
    return jsonb_build_object('refused', 'own_number');
  end if;
  verdict := private.busy_refusal(tenant, caller, at);
  if verdict is not null then return verdict; end if;
  verdict := coalesce(private.number_refusal(settings, request, rep_phone),
    private.limit_refusal(settings, caller, at));
  if verdict is not null then
    perform private.audit(tenant, caller, 'call.refused', contact::text,
      jsonb_build_object('reason', verdict ->> 'refused',
        'country', request -> 'to_place' ->> 'country', 'ends_in', right(request ->> 'to', 2))
      || private.range_detail(verdict ->> 'range'));
    return verdict;
  end if;

  record := settings.recording_enabled and coalesce((request ->> 'record')::boolean, true);
  if not private.write_call(null, private.clicked_call(tenant, caller, line, request, record)) then
    raise exception 'call % exists', call_id using errcode = 'unique_violation';
  end if;
  -- Kept before Twilio is asked: whatever happens to us next, the sweep knows what to look for.
  insert into public.call_events
      (tenant_id, call_id, event_type, event_data, dedupe_key, occurred_at)
    values (tenant, call_id, 'initiate', jsonb_strip_nulls(jsonb_build_object(
      'from', line.number, 'to', rep_phone, 'user_id', caller,
      'extension', request ->> 'extension')), 'initiate:' || call_id, at);
  perform private.keep_key(tenant, caller, request -> 'key', call_id, at);
  return jsonb_build_object('call_id', call_id, 'from_number', line.number,
    'rep_phone', rep_phone, 'recording_requested', record,
    'account_sid', account.account_sid, 'auth_token_ciphertext', account.auth_token_ciphertext,
    'call_time_limit_seconds', settings.call_time_limit_seconds);
end
$$;

revoke all on function machine.begin_call from public;
grant execute on function machine.begin_call to ringbook_machine;

-- Records one event (lib/record/event.ts has its shape) of a tenant that the session or the
-- verified signature named. Gives null when the call is not this tenant's: nothing is written then.
-- One transaction, one round trip. Any order and any repetition of the same events ends in the same
-- rows. Plans are kept as long as the connection; one made while the tables were small would scan.
create or replace function machine.record_event(tenant uuid, e jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  event private.call_event;
  known private.known_call;
  n public.calls;
  failure text;
begin
  begin
    event := jsonb_populate_record(null::private.call_event, e);
  exception when data_exception then
    failure := sqlerrm;
    event := private.bare_event(e);
  end;
  -- A caller rings, and nothing else is said: any other field takes the general way.
  if event.status = 'ringing' and event.role = 'caller' and event.creates = 'inbound' then
    if e - array['type', 'dedupe_key', 'call_id', 'occurred_at', 'received_at', 'creates',
       'owner_id', 'phone_number_id', 'recording_requested', 'call_sid', 'role', 'from', 'to',
       'status', 'sequence', 'dial_ended_live', 'query', 'answered_from', 'from_memory', 'data']
       = '{}' then
      n := private.open_call(tenant, event);
      known.is_news := true;
    end if;
  end if;
  while n.id is null loop
    -- Locked and changed in one subtransaction: a row that an outer one locked would take a
    -- MultiXactId to change.
    begin
      known := private.find_call(tenant, event);
      if (known.call).id is null then return null; end if;
      if known.is_news and failure is null then
        -- Null: another event has made the row at this moment.
        n := private.apply_event(known, event);
      -- What is not applied leaves the call as it was, and makes its row where there is none.
      elsif not known.is_new or private.write_call(null, known.call) then
        n := known.call;
      end if;
    exception when others then
      -- What may succeed a moment later is no problem of the event: nothing is written, and Twilio
      -- sends it again.
      if failure is not null or left(sqlstate, 2) in ('40', '53', '55', '57', '58') then
        raise;
      end if;
      failure := sqlerrm;
    end;
  end loop;
  return private.write_event(tenant, n, known, event, e, failure);
end
$$;
revoke all on function machine.record_event from public;
grant execute on function machine.record_event to ringbook_machine;

-- The call that a rep's click begins, not written yet. `request` is the one of machine.begin_call.
create or replace function private.clicked_call(
  tenant uuid, caller uuid, line public.phone_numbers, request jsonb, is_recorded boolean)
returns public.calls
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  n public.calls;
begin
  n.id := request ->> 'call_id';
  n.tenant_id := tenant;
  n.direction := 'outbound';
  n.from_number := line.number;
  n.to_number := request ->> 'to';
  n.status := 'queued';
  n.stage := 'placing';
  n.contact_id := coalesce((request ->> 'contact_id')::uuid,
    private.contact_for(tenant, n.to_number));
  n.user_id := caller;
  n.phone_number_id := line.id;
  n.recording_requested := is_recorded;
  n.create_lost := false;
  n.has_more_evidence := false;
  n.created_at := request ->> 'now';
  n.next_check_at := n.created_at + interval '60 seconds';
  return n;
end
$$;
revoke all on function private.clicked_call from public;

-- Reads the call that an event is about, locked, and what is known of it; a call that the event is
-- the first of is made, not written. Its `call` is empty when the event is not this tenant's.
create or replace function private.find_call(tenant uuid, event private.call_event)
returns private.known_call
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  known private.known_call;
  c public.calls;
  read record;
begin
  loop
    -- One event of a call at a time: what is read from here on is settled.
    select * into c from public.calls k
      where k.tenant_id = tenant and k.id = event.call_id for update;
    known.is_new := not found;
    if found then known.call := c; end if;
    select array(select l from public.call_legs l
          where l.tenant_id = tenant and l.call_id = event.call_id) as legs,
        num_nonnulls(event.recording, event.spans) > 0 or exists (select from public.call_legs l
          where l.call_sid in (event.call_sid, event.parent_call_sid, event.data ->> 'DialCallSid')
            and l.tenant_id <> tenant) as is_contested,
        v.id as event_id, v.problem is not null and v.solved_at is null as is_unsolved
      into read
      from (select) as once
      left join public.call_events v on v.tenant_id = tenant and v.dedupe_key = event.dedupe_key;
    if read.is_contested and private.names_anothers(tenant, event) then return null; end if;
    known.legs := read.legs;
    known.event_id := read.event_id;
    -- Sent again, or replayed by a person: what could not be applied then may be now.
    known.is_news := read.event_id is null or read.is_unsolved;
    if known.is_new then
      known.call := private.new_call(tenant, event);
      if (known.call).id is null then return null; end if;
      -- Legs have a call: another event has made it at this moment.
      continue when cardinality(known.legs) > 0;
      -- Rows of other evidence need their call's.
      if num_nonnulls(event.recording, event.spans, event.step) > 0 then
        continue when not private.write_call(null, known.call);
        known.is_new := false;
      end if;
    end if;
    return known;
  end loop;
end
$$;
revoke all on function private.find_call from public;

-- An outbound or internal call without talk: where it stands, or why nobody talked. First the rep's
-- own leg, then the leg of the one who was called.
create or replace function private.judge_unanswered(c public.calls, legs public.call_legs[])
returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v private.verdict;
  leg public.call_legs;
  rep public.call_legs;
  called public.call_legs;
  who text := case when c.direction = 'internal' then 'colleague' else 'customer' end;
begin
  foreach leg in array legs loop
    if leg.side = 'customer' or c.direction = 'internal' and leg.parent_call_sid is not null then
      if called.call_sid is null then
        called := leg;
      elsif (coalesce(leg.answered_at, 'infinity'), leg.first_seen_at, leg.call_sid)
        < (coalesce(called.answered_at, 'infinity'), called.first_seen_at, called.call_sid) then
        called := leg;
      end if;
    elsif leg.side = 'company' then
      if rep.call_sid is null then
        rep := leg;
      elsif (leg.first_seen_at, leg.call_sid) < (rep.first_seen_at, rep.call_sid) then
        rep := leg;
      end if;
    end if;
  end loop;
  v.duration_seconds := 0;
  if called.status in ('busy', 'failed') and called.ended_at is not null then
    v.status := called.status; v.outcome := called.status;
    v.outcome_reason := who || '_' || called.status;
  elsif called.status >= 'completed' and rep.dial_ended_live then
    v.status := called.status;
    v.outcome := case called.status when 'no-answer' then 'no-answer' else 'canceled' end;
    v.outcome_reason := who || '_over_rep_waiting';
  elsif called.call_sid is null and rep.dial_failed then
    v.status := 'failed'; v.outcome := 'failed'; v.outcome_reason := 'dial_refused';
  elsif rep.status >= 'completed' then
    v := private.judge_rep_over(c, rep, called, who);
  elsif called.call_sid is not null or rep.accepted_at is not null then
    v.status := 'ringing'; v.stage := 'ringing_customer';
  elsif rep.status = 'in-progress' then
    v.status := 'ringing'; v.stage := 'confirming';
  elsif rep.status = 'ringing' then
    v.status := 'ringing'; v.stage := 'ringing_rep';
  else
    v.status := 'queued'; v.stage := 'placing';
  end if;
  return v;
end
$$;
revoke all on function private.judge_unanswered from public;

-- Whether a webhook's event names a leg or a recording that another tenant has and this one has
-- not: a SID belongs to one account. What Twilio says over REST with the tenant's own credentials
-- is the tenant's.
create or replace function private.names_anothers(tenant uuid, e private.call_event) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  sids text[];
begin
  if e.type like 'rest.%' then return false; end if;
  sids := array[e.call_sid, e.parent_call_sid, e.data ->> 'DialCallSid'];
  if e.spans is not null then
    sids := sids || array(select s ->> 'call_sid' from jsonb_array_elements(e.spans) s);
  end if;
  if exists (select from public.call_legs l
      where l.call_sid = any (sids) and l.tenant_id <> tenant
        and not exists (select from public.call_legs own
          where own.call_sid = l.call_sid and own.tenant_id = tenant)) then
    return true;
  end if;
  return e.recording is not null
    and exists (select from public.recordings r
      where r.recording_sid = e.recording ->> 'sid' and r.tenant_id <> tenant)
    and not exists (select from public.recordings r
      where r.recording_sid = e.recording ->> 'sid' and r.tenant_id = tenant);
end
$$;
revoke all on function private.names_anothers from public;

-- Writes a call as the event at hand leaves it: a new row, or what has changed of `c`. Gives false
-- when another event has made the row at this moment. The one place that spells calls' columns, but
-- for a caller's first ring (private.open_call).
create or replace function private.write_call(c public.calls, n public.calls) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if c.id is null then
    insert into public.calls (id, tenant_id, twilio_call_sid, direction, from_number, to_number,
        status, stage, outcome, outcome_reason, contact_id, user_id, phone_number_id,
        duration_seconds, ring_seconds, billed_seconds, recording_requested, recording_url, price,
        price_unit, error_code, error_message, create_lost, has_more_evidence,
        hangup_requested_at, imported_at, created_at, answered_at, ended_at, next_check_at)
      values (n.id, n.tenant_id, n.twilio_call_sid, n.direction, n.from_number, n.to_number,
        n.status, n.stage, n.outcome, n.outcome_reason, n.contact_id, n.user_id, n.phone_number_id,
        n.duration_seconds, n.ring_seconds, n.billed_seconds, n.recording_requested,
        n.recording_url, n.price, n.price_unit, n.error_code, n.error_message, n.create_lost,
        n.has_more_evidence, n.hangup_requested_at, n.imported_at, n.created_at, n.answered_at,
        n.ended_at, n.next_check_at)
    on conflict do nothing;
    return found;
  elsif n is distinct from c then
    update public.calls set
      status = n.status, outcome = n.outcome, outcome_reason = n.outcome_reason, stage = n.stage,
      created_at = n.created_at, answered_at = n.answered_at, ended_at = n.ended_at,
      phone_number_id = n.phone_number_id, contact_id = n.contact_id, user_id = n.user_id,
      duration_seconds = n.duration_seconds, ring_seconds = n.ring_seconds,
      billed_seconds = n.billed_seconds, price = n.price, price_unit = n.price_unit,
      recording_requested = n.recording_requested, recording_url = n.recording_url,
      has_more_evidence = n.has_more_evidence, twilio_call_sid = n.twilio_call_sid,
      hangup_requested_at = n.hangup_requested_at, create_lost = n.create_lost,
      error_code = n.error_code, error_message = n.error_message,
      next_check_at = n.next_check_at, version = c.version + 1
    where tenant_id = c.tenant_id and id = c.id;
    -- Hardly ever changed: customer_number is generated of them, which costs more than the rest.
    if (n.from_number, n.to_number) is distinct from (c.from_number, c.to_number) then
      update public.calls set from_number = n.from_number, to_number = n.to_number
      where tenant_id = c.tenant_id and id = c.id;
    end if;
  end if;
  return true;
end
$$;
revoke all on function private.write_call from public;

reset check_function_bodies;

set check_function_bodies = off;

create table public.calls (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  twilio_call_sid text,
  -- Text, as what lists are filtered by: comparing enums is not leakproof, so that under row-level
  -- security no index would be used.
  direction text not null check (direction in ('inbound', 'outbound')),
  from_number text not null,
  to_number text not null,
  customer_number text not null generated always as
    (case when direction = 'inbound' then from_number else to_number end) stored,
  status public.call_status not null default 'queued',
  stage public.call_stage not null default 'placing',
  outcome text check
    (outcome in ('connected', 'missed', 'busy', 'no-answer', 'failed', 'canceled',
    'agent_unreachable', 'agent_unconfirmed', 'unknown')),
  because text,
  contact_id uuid,
  user_id uuid,
  phone_number_id uuid,
  duration_seconds integer,
  ring_seconds integer,
  billed_seconds integer,
  recording_requested boolean not null default false,
  recording_url text,
  price numeric(12, 5),
  price_unit text,
  error_code integer,
  error_message text,
  create_lost boolean not null default false,
  hangup_requested_at timestamptz,
  imported_at timestamptz,
  created_at timestamptz not null,
  answered_at timestamptz,
  ended_at timestamptz,
  next_check_at timestamptz,
  settled_at timestamptz,
  version integer not null default 1,
  primary key (tenant_id, id),
  unique (tenant_id, twilio_call_sid),
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete set null
    (contact_id),
  foreign key (tenant_id, user_id) references public.profiles (tenant_id, user_id)
);
comment on table public.calls is
  'One conversation, as a person sees it. Written by machine functions alone: the record is '
  'evidence.';
comment on column public.calls.twilio_call_sid is
  'The parent leg: the rep''s on an outbound call, the caller''s on an inbound one.';
comment on column public.calls.stage is
  'Where a live call stands, finer than status; derived with it.';
comment on column public.calls.because is
  'Which evidence decided status and outcome: a code; its sentence is in '
  'lib/calls/words-because.ts.';
comment on column public.calls.duration_seconds is
  'Talk time between the two people; null until the call has ended, 0 when they never talked.';
comment on column public.calls.ring_seconds is
  'From the first ring of the last phone to its answer, or to its end.';
comment on column public.calls.billed_seconds is
  'Twilio''s CallDuration of all legs together; null until all are known.';
comment on column public.calls.recording_url is
  'The app''s own path, which checks access; never Twilio''s.';
comment on column public.calls.price is 'Positive sum over all legs; null until all are known.';
comment on column public.calls.create_lost is
  'Twilio''s answer to the create never came; the sweep asks.';
comment on column public.calls.imported_at is
  'When the call was found at Twilio, no webhook having told of it; null for all others.';
comment on column public.calls.next_check_at is
  'When the sweep compares this call with Twilio next.';
comment on column public.calls.settled_at is
  'When the sweep had compared the ended call with Twilio for the last time.';
comment on column public.calls.tenant_id is
  'No foreign key: each call would lock its tenant''s row. Only machine functions write here. '
  'Tenants are never deleted.';
comment on column public.calls.phone_number_id is
  'The tenant''s number that was dialled or is shown. No foreign key: each call would lock its '
  'number''s row. Numbers are never deleted.';

-- Carries what figures are counted from: a month of calls is counted without reading one.
create index calls_log on public.calls (tenant_id, created_at desc, id desc) include
  (user_id, outcome, duration_seconds);
create index calls_by_contact on public.calls (tenant_id, contact_id, created_at desc, id desc)
  where contact_id is not null;
create index calls_by_person on public.calls (tenant_id, user_id, created_at desc, id desc);
-- Hardly a live call has an outcome, and many never have a contact: nobody lists calls by the lack
-- of either.
create index calls_by_outcome on public.calls (tenant_id, outcome, created_at desc, id desc)
  where outcome is not null;
create index calls_by_direction on public.calls (tenant_id, direction, created_at desc, id desc);
create index calls_by_customer on public.calls
  (tenant_id, customer_number, created_at desc, id desc);
create index calls_live on public.calls (tenant_id, user_id) where ended_at is null;
create index calls_unsettled on public.calls (next_check_at) where settled_at is null;

alter table public.calls enable row level security;
revoke all on public.calls from anon, authenticated, service_role;
grant select on public.calls to authenticated;

create policy "members read their tenant's calls" on public.calls
  for select to authenticated using (tenant_id = (select private.tenant_id()));

create trigger broadcast_new_call after insert on public.calls
  for each row execute function private.broadcast_call();
create trigger broadcast_changed_call after update on public.calls
  for each row when (old.version <> new.version) execute function private.broadcast_call();

create table public.call_legs (
  tenant_id uuid not null,
  call_sid text not null,
  call_id uuid not null,
  parent_call_sid text,
  role public.leg_role not null,
  user_id uuid,
  from_number text,
  to_number text,
  status public.call_status not null default 'queued',
  status_sequence integer not null default -1,
  first_seen_at timestamptz not null,
  ringing_at timestamptz,
  answered_at timestamptz,
  accepted_at timestamptz,
  ended_at timestamptz,
  dial_ended_live boolean not null default false,
  dial_failed boolean not null default false,
  dial_bridged boolean,
  duration_seconds integer,
  price numeric(12, 5),
  price_unit text,
  sip_response_code integer,
  -- The SID first: whose leg it is, is asked too.
  primary key (call_sid, tenant_id),
  foreign key (tenant_id, call_id) references public.calls (tenant_id, id) on delete cascade
);
comment on table public.call_legs is 'One Twilio CallSid each. Its status only moves forward.';
comment on column public.call_legs.accepted_at is 'When the agent pressed 1.';
comment on column public.call_legs.dial_ended_live is
  'This leg was still on the line when its <Dial> was over, or when we told it that nobody is '
  'there.';
comment on column public.call_legs.dial_failed is
  'Its <Dial> failed before there was a second leg, e.g. for a caller ID that Twilio refuses '
  '(13214).';
comment on column public.call_legs.dial_bridged is
  'Whether Twilio says that its <Dial> bridged two legs; null when it has not said.';
comment on column public.call_legs.duration_seconds is
  'Twilio''s CallDuration: for a parent leg ringing and menus too.';

create index call_legs_by_call on public.call_legs (tenant_id, call_id);

alter table public.call_legs enable row level security;
revoke all on public.call_legs from anon, authenticated, service_role;
grant select on public.call_legs to authenticated;

create policy
  "managers and admins read legs, reps those of their own calls but no colleague's phone"
  on public.call_legs
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (
    (select private.role()) in ('manager', 'admin')
    -- As a value and not `exists`: that may become a hash of all this person's calls.
    or ((role <> 'agent' or user_id = (select auth.uid()))
      and (select c.user_id from public.calls c
           where c.tenant_id = call_legs.tenant_id and c.id = call_legs.call_id) =
             (select auth.uid()))));

create table public.call_events (
  id bigint generated always as identity primary key,
  tenant_id uuid not null,
  call_id uuid not null,
  call_sid text,
  event_type text not null,
  event_data jsonb not null,
  query text,
  answered_from jsonb,
  dedupe_key text not null,
  occurred_at timestamptz not null,
  created_at timestamptz not null default now(),
  problem text,
  problem_event jsonb,
  solved_at timestamptz,
  solved_by uuid,
  unique (tenant_id, dedupe_key)
);
comment on table public.call_events is
  'Append-only ledger: every webhook whole, every answer of Twilio''s API that the record rests '
  'on, every hang-up asked for.';
comment on column public.call_events.call_id is
  'No foreign key: an event that could not be applied is kept all the same.';
comment on column public.call_events.tenant_id is
  'No foreign key either: each event would lock its tenant''s row, and a busy tenant''s events '
  'would queue for that. Only machine functions write here.';
comment on column public.call_events.occurred_at is
  'Twilio''s Timestamp, else the moment of receipt.';
comment on column public.call_events.created_at is 'The moment of receipt.';
comment on column public.call_events.query is 'The query of a webhook''s URL: ours, and signed.';
comment on column public.call_events.answered_from is
  'What a TwiML answer was decided from: the line''s settings, and the call''s facts (null when '
  'the database was away). Its TwiML is rendered again from this.';
comment on column public.call_events.problem is
  'Why the event could not be applied, or not even be read; null when it was.';
comment on column public.call_events.problem_event is
  'The event as it was to be applied, to apply it again.';
comment on column public.call_events.solved_at is
  'When an event that had a problem was applied after all.';

create index call_events_by_call on public.call_events (tenant_id, call_id, occurred_at, id);
create index call_events_with_problem on public.call_events (tenant_id, id desc)
  where problem is not null and solved_at is null;

alter table public.call_events enable row level security;
revoke all on public.call_events from anon, authenticated, service_role;
grant select on public.call_events to authenticated;

create policy
  "managers and admins read events, reps those of their own calls but of no colleague's phone"
  on public.call_events
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (
    (select private.role()) in ('manager', 'admin')
    -- As values and not `exists`: that may become a hash of all this person's calls.
    or ((select c.user_id from public.calls c
         where c.tenant_id = call_events.tenant_id and c.id = call_events.call_id) =
           (select auth.uid())
      -- Through the legs' own policy: a leg this person may not read hides its events.
      and (call_sid is null or (select true from public.call_legs l
                                where l.tenant_id = call_events.tenant_id
                                  and l.call_sid = call_events.call_sid)))));

-- The answer did not wait for us: it was given from what the app remembered, without these facts.
create or replace function machine.answered_from_memory(tenant uuid, key text) returns boolean
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update public.call_events set answered_from = answered_from - 'facts'
  where tenant_id = tenant and dedupe_key = key and answered_from ? 'facts' returning true
$$;

revoke all on function machine.answered_from_memory from public;
grant execute on function machine.answered_from_memory to ringbook_machine;

-- After a replay. `applied` says that a webhook which could not be read was read and recorded under
-- its own key. Gives the problem that is left, null when there is none.
create or replace function machine.finish_replay(tenant uuid, person uuid, event bigint,
  applied boolean) returns text
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

revoke all on function machine.finish_replay from public;
grant execute on function machine.finish_replay to ringbook_machine;

-- An event with a problem, for an admin who wants it applied; null for everyone else, and once it
-- is solved.
create or replace function machine.held_event(tenant uuid, person uuid, event bigint) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('event_type', e.event_type, 'query', e.query, 'data', e.event_data,
    'received_at', e.created_at,
    'event', e.problem_event, 'account_sid', a.account_sid)
  from public.call_events e
  join public.profiles p on p.tenant_id = e.tenant_id and p.user_id = person
    and p.removed_at is null and p.role = 'admin'
  left join public.twilio_accounts a on a.tenant_id = e.tenant_id
  where e.tenant_id = tenant and e.id = event and e.problem is not null and e.solved_at is null
$$;

revoke all on function machine.held_event from public;
grant execute on function machine.held_event to ringbook_machine;

-- A signed webhook that makes no sense to us is kept as it came. Gives null when it names a call
-- that is not the tenant's.
create or replace function machine.keep_unreadable(tenant uuid, e jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (e ->> 'names_call')::boolean
     and not exists (select from public.calls where tenant_id = tenant
       and id = (e ->> 'call_id')::uuid) then
    return null;
  end if;
  insert into public.call_events (tenant_id, call_id, call_sid, event_type, event_data, query,
    dedupe_key, occurred_at, created_at, problem)
    values (tenant, (e ->> 'call_id')::uuid, e ->> 'call_sid', e ->> 'type', e -> 'data',
      e ->> 'query', e ->> 'dedupe_key',
      (e ->> 'received_at')::timestamptz, (e ->> 'received_at')::timestamptz, e ->> 'problem')
  on conflict (tenant_id, dedupe_key) do nothing;
  return true;
end
$$;

revoke all on function machine.keep_unreadable from public;
grant execute on function machine.keep_unreadable to ringbook_machine;

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

-- A call's recording as an event tells of it, which may know less than what is kept. Gives what the
-- call's recording is heard by.
create or replace function private.apply_recording(c public.calls, e private.call_event)
  returns text
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  steps text[] := array['in-progress', 'absent', 'completed', 'deleted'];
begin
  insert into public.recordings as r
      (tenant_id, call_id, call_sid, recording_sid, status, duration_seconds, channels, source,
      started_at,
      created_at, deleted_at, deleted_by, deleted_answer)
    values (c.tenant_id, c.id, e.call_sid, e.recording ->> 'sid', e.recording ->> 'status',
      (e.recording ->> 'duration')::integer, (e.recording ->> 'channels')::smallint,
      e.recording ->> 'source', (e.recording ->> 'started_at')::timestamptz,
      coalesce((e.recording ->> 'started_at')::timestamptz, e.occurred_at),
        (e.recording ->> 'deleted_at')::timestamptz,
      (e.recording ->> 'deleted_by')::uuid, (e.recording ->> 'deleted_answer')::smallint)
  on conflict (tenant_id, recording_sid) do update set
    status = case when array_position(steps, excluded.status) > array_position(steps,
      r.status) then excluded.status else r.status end,
    duration_seconds = greatest(r.duration_seconds, excluded.duration_seconds),
    channels = greatest(r.channels, excluded.channels),
    source = coalesce(r.source, excluded.source),
    started_at = least(r.started_at, excluded.started_at),
    created_at = least(r.created_at, excluded.created_at),
    deleted_at = coalesce(r.deleted_at, excluded.deleted_at),
    deleted_by = coalesce(r.deleted_by, excluded.deleted_by),
    deleted_answer = coalesce(r.deleted_answer, excluded.deleted_answer)
  where r.call_id = excluded.call_id;
  if not found then
    raise exception 'recording % belongs to another call', e.recording ->> 'sid';
  end if;
  return (select '/api/recordings/' || r.id from public.recordings r
    where r.tenant_id = c.tenant_id and r.call_id = c.id and r.status = 'completed'
    order by r.started_at desc nulls last, r.recording_sid limit 1);
end
$$;

revoke all on function private.apply_recording from public;

-- What makes sense of an event that has something senseless in it: its row in the ledger, and
-- nothing else.
create or replace function private.bare_event(e jsonb) returns private.call_event
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select jsonb_populate_record(null::private.call_event,
    jsonb_build_object('type', e -> 'type', 'dedupe_key', e -> 'dedupe_key',
    'call_id', e -> 'call_id', 'creates_inbound', e -> 'creates_inbound', 'creates_outbound',
      e -> 'creates_outbound',
    'call_sid', e -> 'call_sid', 'parent_call_sid', e -> 'parent_call_sid', 'is_child',
      e -> 'is_child', 'from', e -> 'from', 'to', e -> 'to',
    'customer', e -> 'customer', 'occurred_at', e -> 'occurred_at', 'received_at',
      e -> 'received_at', 'query', e -> 'query',
    'answered_from', e -> 'answered_from', 'from_memory', e -> 'from_memory', 'data', e -> 'data'))
$$;

revoke all on function private.bare_event from public;

-- What an event says of a leg, into what is kept of it. Gives the leg as it is kept then.
create or replace function private.change_leg(c public.calls, e private.call_event, parent_sid text,
  known public.call_legs) returns public.call_legs
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  written record;
  newer public.call_status := coalesce(e.status, 'queued');
  sequence integer := coalesce(e.sequence, -1);
  forward boolean := (least(newer, 'completed'), sequence, newer) >
    (least(known.status, 'completed'), known.status_sequence, known.status);
  at timestamptz := e.occurred_at;
begin
  update public.call_legs l set
    parent_call_sid = coalesce(l.parent_call_sid, parent_sid),
    user_id = coalesce(l.user_id, e.user_id, case when c.direction = 'outbound'
      and parent_sid is null then c.user_id end),
    from_number = coalesce(l.from_number, e."from"),
    to_number = coalesce(l.to_number, e."to"),
    status = case when forward then newer else l.status end,
    status_sequence = case when forward then sequence else l.status_sequence end,
    first_seen_at = least(l.first_seen_at, at),
    ringing_at = least(l.ringing_at, case when e.status = 'ringing' then at end),
    answered_at = least(l.answered_at, e.answered_at, case when e.status = 'in-progress'
      and e.answered_at is null then at end),
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

revoke all on function private.change_leg from public;

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

-- A call that is not kept yet, as an event leaves it. Gives false when another event has made it
-- meanwhile.
create or replace function private.insert_call(n public.calls) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.calls (id, tenant_id, twilio_call_sid, direction, from_number, to_number,
      status, stage, outcome, because, contact_id,
      user_id, phone_number_id, duration_seconds, ring_seconds, billed_seconds, recording_requested,
        recording_url, price, price_unit,
      error_code, error_message, create_lost, hangup_requested_at, imported_at, created_at,
        answered_at, ended_at, next_check_at, version)
    values (n.id, n.tenant_id, n.twilio_call_sid, n.direction, n.from_number, n.to_number, n.status,
      n.stage, n.outcome, n.because, n.contact_id,
      n.user_id, n.phone_number_id, n.duration_seconds, n.ring_seconds, n.billed_seconds,
        n.recording_requested, n.recording_url, n.price, n.price_unit,
      n.error_code, n.error_message, n.create_lost, n.hangup_requested_at, n.imported_at,
        n.created_at, n.answered_at, n.ended_at, n.next_check_at, 1)
  on conflict do nothing;
  return found;
end
$$;

revoke all on function private.insert_call from public;

-- The caller first, the rep's phone second. Talk runs from the digit to the end.
-- A transaction prepares every expression anew that it evaluates, which is most of what an event
-- costs: what does not concern the event at hand is not evaluated.
create or replace function private.judge_inbound(caller public.call_legs, agent public.call_legs)
  returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v private.verdict;
  -- The digit was pressed and our answer to it never got back to Twilio. What was said of the call
  -- may not go back for that.
  unheard boolean := false;
  connected boolean := false;
begin
  if agent.accepted_at is not null then
    unheard := coalesce(not caller.dial_bridged, false);
    -- A digit that lands after the caller has gone connects nobody.
    connected := coalesce(caller.dial_bridged,
      agent.accepted_at <= coalesce(caller.ended_at + interval '1 second', agent.accepted_at));
  end if;
  if connected then
    v.answered_at := agent.accepted_at;
    v.because := 'rep_accepted';
    if agent.status >= 'completed' or caller.status >= 'completed' then
      v.status := 'completed'; v.outcome := 'connected';
      v.ended_at := least(agent.ended_at, caller.ended_at);
      v.duration_seconds := greatest(round(extract(epoch from v.ended_at - v.answered_at))::integer,
        0);
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
    v.status := case when caller.ended_at is null or caller.dial_ended_live
      or agent.ended_at < caller.ended_at - interval '1 second'
                     then 'no-answer'::public.call_status else 'canceled' end;
    v.because := case when unheard then 'not_bridged'
      when v.status = 'no-answer' then 'nobody_accepted' else 'caller_left_first' end;
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

-- The rep's phone first, the customer's second. Twilio's duration of the customer's leg is talk
-- time.
create or replace function private.judge_outbound(c public.calls, agent public.call_legs,
  customer public.call_legs) returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare v private.verdict;
begin
  if customer.answered_at is not null or customer.status in ('in-progress', 'completed') then
    v.answered_at := customer.answered_at;
    v.because := 'customer_answered';
    if customer.status >= 'completed' or agent.status >= 'completed' then
      v.status := 'completed'; v.outcome := 'connected';
      v.ended_at := least(customer.ended_at, agent.ended_at);
      v.duration_seconds :=
        coalesce(customer.duration_seconds,
        round(extract(epoch from v.ended_at - v.answered_at))::integer);
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
      v.status := agent.status;
      v.outcome := 'agent_unreachable';
      v.because := 'agent_' || agent.status;
    elsif agent.status = 'canceled' or c.hangup_requested_at is not null then
      v.status := 'canceled'; v.outcome := 'canceled';
      v.because := case when c.hangup_requested_at is not null then 'hung_up_in_app'
        else 'agent_canceled' end;
    elsif agent.accepted_at is null and customer.call_sid is null then
      v.status := 'no-answer'; v.outcome := 'agent_unconfirmed'; v.because := 'nobody_pressed';
    -- Twilio's times are whole seconds: an end at most one apart is the rep hanging up on a ringing
    -- phone.
    elsif customer.status = 'no-answer'
      and customer.ended_at < agent.ended_at - interval '1 second' then
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

-- A CallSid, like a RecordingSid, belongs to one account: a good signature opens only what its own
-- tenant has, or what nobody has yet. Says whether a webhook's event names a leg or a recording
-- that another tenant has and this one has not. What Twilio says over REST with the tenant's own
-- credentials is the tenant's.
create or replace function private.names_anothers(tenant uuid, e private.call_event) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if e.type like 'rest.%' then return false; end if;
  if exists (select from public.call_legs l where l.call_sid in
    (e.call_sid, e.parent_call_sid, e.data ->> 'DialCallSid') and l.tenant_id <> tenant) then
    return exists (
      select from unnest(array[e.call_sid, e.parent_call_sid, e.data ->> 'DialCallSid']) as named
        (sid)
      where exists (select from public.call_legs l where l.call_sid = sid and l.tenant_id <> tenant)
        and not exists (select from public.call_legs l where l.call_sid = sid
          and l.tenant_id = tenant));
  end if;
  if e.recording is null then return false; end if;
  return exists (select from public.recordings r where r.recording_sid = e.recording ->> 'sid'
    and r.tenant_id <> tenant)
    and not exists (select from public.recordings r where r.recording_sid = e.recording ->> 'sid'
      and r.tenant_id = tenant);
end
$$;

revoke all on function private.names_anothers from public;

-- The call that an event is the first of, not written yet. Any event of an inbound call may be: the
-- id is derived from the CallSid. An outbound one has its row before Twilio is asked; only one
-- found at Twilio is made of an event. Null when the event makes no call of this tenant's.
create or replace function private.new_call(tenant uuid, e private.call_event) returns public.calls
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
      -- A caller's leg, the first thing heard of its call, for a number that is not the tenant's;
      -- Twilio's answers over REST are the tenant's.
      of_parent and e."to" is not null and e.type not like 'rest.%'
        and not exists (select from public.phone_numbers n where n.tenant_id = tenant
          and n.number = e."to") as to_anothers,
      (select p.contact_id from public.contact_phones p where p.tenant_id = tenant
        and p.phone = customer order by p.created_at, p.id limit 1) as contact,
      exists (select from public.call_legs l where l.tenant_id = tenant and l.call_sid = e.call_sid)
        or exists (select from public.calls o where o.tenant_id = tenant
          and o.twilio_call_sid = e.call_sid) as bound
    into seen;
  if seen.to_anothers then return null; end if;
  c.id := e.call_id;
  c.tenant_id := tenant;
  c.direction := case when outbound then 'outbound' else 'inbound' end;
  c.from_number := case when of_parent or outbound
    and e.parent_call_sid is null then coalesce(e."from", '') else '' end;
  c.to_number := case when outbound then coalesce(e.customer, '')
    when of_parent then coalesce(e."to", '') else '' end;
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
  -- A leg that another call has is a problem of this event; the row is made without it all the
  -- same.
  if of_parent and not outbound and e.type <> 'recording' and not seen.bound then
    c.twilio_call_sid := e.call_sid;
  end if;
  return c;
end
$$;

revoke all on function private.new_call from public;

-- A leg as the first event of it tells. Writes nothing.
create or replace function private.new_leg(c public.calls, e private.call_event, parent_sid text)
  returns public.call_legs
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  leg public.call_legs;
  outbound boolean := c.direction = 'outbound';
begin
  if parent_sid is null and c.twilio_call_sid <> e.call_sid
     and not exists (select from public.call_legs where tenant_id = c.tenant_id
       and call_sid = e.call_sid) then
    raise exception 'the call is already bound to leg %', c.twilio_call_sid;
  end if;
  leg.tenant_id := c.tenant_id;
  leg.call_sid := e.call_sid;
  leg.call_id := c.id;
  leg.parent_call_sid := parent_sid;
  leg.role := case when outbound = (parent_sid is null) then 'agent' when outbound then 'customer'
    else 'caller' end;
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

revoke all on function private.new_leg from public;

-- An inbound call whose caller's leg rings, with that leg, as new_call, new_leg and derive_call
-- would make it. Gives no call, and writes nothing, when the number is not the tenant's, when the
-- event names a leg that was dialled, or when call, leg or event exist: record_event's general way
-- is for those. Latency of `answer` is silence for the caller, so the existence checks are part of
-- the insert. Raises serialization_failure when another call takes the leg at this moment: sent
-- again, the event finds it.
create or replace function private.open_call(tenant uuid, e private.call_event) returns public.calls
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  written record;
begin
  insert into public.calls as c (id, tenant_id, twilio_call_sid, direction, from_number, to_number,
      status, stage, contact_id, user_id,
      phone_number_id, recording_requested, created_at, next_check_at)
    select e.call_id, tenant, e.call_sid, 'inbound', coalesce(e."from", ''), n.number, 'ringing',
      'greeting',
      (select p.contact_id from public.contact_phones p where p.tenant_id = tenant
        and p.phone = e."from" order by p.created_at, p.id limit 1),
      e.user_id, e.phone_number_id, coalesce(e.recording_requested, false), e.occurred_at,
        e.received_at + interval '60 seconds'
      from public.phone_numbers n
      where n.tenant_id = tenant and n.number = e."to" and e.data ->> 'DialCallSid' is null
        and not exists (select from public.call_legs l where l.call_sid = e.call_sid)
        and not exists (select from public.call_events v where v.tenant_id = tenant
          and v.dedupe_key = e.dedupe_key)
    on conflict do nothing
    returning c as call into written;
  if not found then return null; end if;
  insert into public.call_legs (tenant_id, call_sid, call_id, role, user_id, from_number, to_number,
      status, status_sequence, first_seen_at,
      ringing_at, dial_ended_live)
    values (tenant, e.call_sid, e.call_id, 'caller', e.user_id, e."from", e."to", 'ringing',
      coalesce(e.sequence, -1), e.occurred_at,
      e.occurred_at, coalesce(e.dial_ended_live, false))
    on conflict do nothing;
  if not found then
    raise exception 'leg % was bound to another call at this moment', e.call_sid
      using errcode = 'serialization_failure';
  end if;
  return written.call;
end
$$;

revoke all on function private.open_call from public;

-- Of a rep's leg that was picked up and is over: a digit that nobody recorded (no webhook came, the
-- database was away). Twilio's legs and recordings say whether they talked. A recording that is
-- shorter than the rep's leg began at the bridge, so it is the talk; and no screening lasts 45
-- seconds.
create or replace function private.presume_accepted(caller public.call_legs, agent public.call_legs)
  returns public.call_legs
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  seconds integer;
begin
  if agent.ended_at is null or agent.duration_seconds is null or caller.ended_at is null then
    return agent;
  end if;
  select max(r.duration_seconds) into seconds from public.recordings r
    where r.tenant_id = agent.tenant_id and r.call_id = agent.call_id
      and r.duration_seconds between 1 and agent.duration_seconds - 2;
  if seconds is null and (agent.duration_seconds >= 45 or caller.dial_bridged) then
    seconds := agent.duration_seconds;
  end if;
  agent.accepted_at := least(agent.ended_at, caller.ended_at) - make_interval(secs => seconds);
  return agent;
end
$$;

revoke all on function private.presume_accepted from public;

reset check_function_bodies;

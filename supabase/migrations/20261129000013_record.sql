set check_function_bodies = off;

create table public.calls (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  twilio_call_sid text,
  -- Text, as what lists are filtered by: comparing enums is not leakproof, so that under row-level
  -- security no index would be used.
  direction text not null check (direction in ('inbound', 'outbound', 'internal')),
  from_number text not null,
  to_number text not null,
  customer_number text not null generated always as (case direction
    when 'inbound' then from_number when 'outbound' then to_number else '' end) stored,
  status public.call_status not null default 'queued',
  stage public.call_stage not null default 'placing',
  outcome text check (outcome in (
    'connected', 'missed', 'voicemail', 'handled', 'callback', 'busy', 'no-answer', 'failed',
    'canceled', 'rep_unreachable', 'rep_unconfirmed', 'unknown')),
  outcome_reason text,
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
  has_more_evidence boolean not null default false,
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
  'The first root leg: the rep''s of an outbound call, the caller''s of an inbound one.';
comment on column public.calls.stage is
  'Where a live call stands, finer than status; derived with it.';
comment on column public.calls.outcome_reason is
  'Which evidence decided status and outcome: a code; its sentence is in '
  'lib/call-log/words/reason.ts.';
comment on column public.calls.duration_seconds is
  'Talk time between people; of a handled call, how long the system served the caller. Null until '
  'the call has ended, 0 when nobody talked.';
comment on column public.calls.ring_seconds is
  'From the first ring of the last phone to its answer, or to its end.';
comment on column public.calls.billed_seconds is
  'Twilio''s CallDuration of all legs together; null until all are known.';
comment on column public.calls.recording_url is
  'The app''s own path, which checks access; never Twilio''s.';
comment on column public.calls.price is 'Positive sum over all legs; null until all are known.';
comment on column public.calls.create_lost is
  'Twilio''s answer to the create never came; the sweep asks.';
comment on column public.calls.has_more_evidence is
  'There are recordings, spans or steps to read before the call is judged.';
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
  role_is_declared boolean not null default false,
  side text not null generated always as (private.side_of(role)) stored,
  medium public.leg_medium not null default 'phone',
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
  talk_seconds integer,
  price numeric(12, 5),
  price_unit text,
  sip_response_code integer,
  -- The SID first: whose leg it is, is asked too.
  primary key (call_sid, tenant_id),
  foreign key (tenant_id, call_id) references public.calls (tenant_id, id) on delete cascade
);
comment on table public.call_legs is 'One Twilio CallSid each. Its status only moves forward.';
comment on column public.call_legs.parent_call_sid is
  'The leg whose <Dial> made this one; null for a root leg, of which a call may have several.';
comment on column public.call_legs.role_is_declared is
  'The role came with a signed URL. Without it, it was inferred from Twilio''s list of calls.';
comment on column public.call_legs.side is
  'The side of the conversation: customer, company, supervisor or system.';
comment on column public.call_legs.accepted_at is 'When the rep pressed 1.';
comment on column public.call_legs.dial_ended_live is
  'This leg was still on the line when its <Dial> was over, or when it heard that nobody is there.';
comment on column public.call_legs.dial_failed is
  'Its <Dial> failed before there was a second leg, e.g. for a caller ID that Twilio refuses '
  '(13214).';
comment on column public.call_legs.dial_bridged is
  'Whether Twilio says that its <Dial> bridged two legs; null when it has not said.';
comment on column public.call_legs.duration_seconds is
  'Twilio''s CallDuration: for a root leg ringing and menus too.';
comment on column public.call_legs.talk_seconds is
  'How long this person of the company talked; null until the call has ended.';
create index call_legs_by_call on public.call_legs (tenant_id, call_id);

alter table public.call_legs enable row level security;
revoke all on public.call_legs from anon, authenticated, service_role;
grant select on public.call_legs to authenticated;
create policy
  "managers and admins read legs, reps those of their own calls but no colleague's phone"
  on public.call_legs for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (
    (select private.role()) in ('manager', 'admin')
    -- As a value and not `exists`: that may become a hash of all this person's calls.
    or ((role not in ('rep', 'supervisor') or user_id = (select auth.uid()))
      and (select c.user_id from public.calls c
           where c.tenant_id = call_legs.tenant_id and c.id = call_legs.call_id)
        = (select auth.uid()))));

create table public.recordings (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  call_id uuid not null,
  call_sid text,
  recording_sid text not null,
  status text not null check (status in ('in-progress', 'completed', 'absent', 'deleted')),
  duration_seconds integer,
  channels smallint,
  source text,
  purpose text not null default 'talk' check (purpose in ('talk', 'voicemail', 'prompt')),
  started_at timestamptz,
  created_at timestamptz not null,
  deleted_at timestamptz,
  deleted_by uuid,
  deleted_answer smallint,
  -- The SID first: whose recording it is, is asked too.
  unique (recording_sid, tenant_id),
  foreign key (tenant_id, call_id) references public.calls (tenant_id, id) on delete cascade
);
comment on table public.recordings is 'One Twilio RecordingSid each. The audio stays at Twilio.';
comment on column public.recordings.purpose is
  'What was recorded: people talking, a message to somebody, an announcement to play.';
comment on column public.recordings.deleted_by is
  'The admin; null when it was kept for as long as the tenant keeps recordings.';
comment on column public.recordings.deleted_answer is
  'What Twilio answered to the deletion: 204, or 404 when it had no such recording any more.';

create index recordings_by_call on public.recordings (tenant_id, call_id);
create index recordings_kept on public.recordings (tenant_id, created_at)
  where status = 'completed';
create index recordings_log on public.recordings (tenant_id, created_at desc, id desc);

alter table public.recordings enable row level security;
revoke all on public.recordings from anon, authenticated, service_role;
grant select on public.recordings to authenticated;

create policy "managers and admins read recordings, reps those of their own calls"
  on public.recordings
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (
    (select private.role()) in ('manager', 'admin')
    -- As a value and not `exists`: that may become a hash of all this person's calls.
    or (select c.user_id from public.calls c
        where c.tenant_id = recordings.tenant_id and c.id = recordings.call_id) =
          (select auth.uid())));

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

-- Where a leg was besides its own line: bridged with others, in a conference, on hold, in a queue …
-- Twilio reports entering and leaving one by one, in any order, and a leg may come back: each
-- moment is one of a set, and the times in between follow from the sets.
create table public.call_spans (
  tenant_id uuid not null,
  call_id uuid not null,
  call_sid text not null,
  space text not null check (space in (
    'bridge', 'conference', 'room', 'hold', 'barge', 'queue', 'voicemail', 'stream')),
  name text not null default '',
  entered_at timestamptz[] not null default '{}',
  left_at timestamptz[] not null default '{}',
  during tstzmultirange not null
    generated always as (private.span_during(entered_at, left_at)) stored,
  primary key (tenant_id, call_sid, space, name),
  foreign key (tenant_id, call_id) references public.calls (tenant_id, id) on delete cascade
);
comment on table public.call_spans is 'When a leg was in a space: one row per leg, space and name.';
comment on column public.call_spans.name is
  'Tells spaces of one kind apart: a conference''s or a queue''s SID. Legs with one name met '
  'there.';
comment on column public.call_spans.during is
  'The times in between. An open end means that the leg is still there.';
create index call_spans_by_call on public.call_spans (tenant_id, call_id);

alter table public.call_spans enable row level security;
revoke all on public.call_spans from anon, authenticated, service_role;
grant select on public.call_spans to authenticated;
create policy "people read the spans of the legs that they may read" on public.call_spans
  for select to authenticated
  using (tenant_id = (select private.tenant_id())
    and (select true from public.call_legs l
         where l.tenant_id = call_spans.tenant_id and l.call_sid = call_spans.call_sid));

-- What a route did with a call, in order: a menu's choice, a queue joined, a message left …
create table public.call_steps (
  tenant_id uuid not null,
  call_id uuid not null,
  step_key text not null,
  kind text not null check (kind ~ '^[a-z][a-z_]{0,39}$'),
  happened_at timestamptz not null,
  reason text,
  facts jsonb not null default '{}',
  serves boolean not null default false,
  primary key (tenant_id, call_id, step_key),
  foreign key (tenant_id, call_id) references public.calls (tenant_id, id) on delete cascade
);
comment on table public.call_steps is
  'What a route did with a call, each with its reason and facts.';
comment on column public.call_steps.step_key is 'The same step twice is one: the key of its event.';
comment on column public.call_steps.serves is
  'The system served the caller here (a menu that answered, an agent that talked), so that a caller
who leaves after it was not missed.';

alter table public.call_steps enable row level security;
revoke all on public.call_steps from anon, authenticated, service_role;
grant select on public.call_steps to authenticated;
create policy "managers and admins read steps, reps those of their own calls" on public.call_steps
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (
    (select private.role()) in ('manager', 'admin')
    or (select c.user_id from public.calls c
        where c.tenant_id = call_steps.tenant_id and c.id = call_steps.call_id)
      = (select auth.uid())));

-- What is known of an event's call before it is applied.
create type private.known_call as (
  call public.calls,
  -- The call has no row yet.
  is_new boolean,
  legs public.call_legs[],
  -- The event's row in the ledger, when it was recorded before; it is news all the same while it
  -- has an unsolved problem.
  event_id bigint,
  is_news boolean
);

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

-- An event with a problem, for an admin who wants it applied; null for everyone else and once it is
-- solved.
create or replace function machine.held_event(tenant uuid, person uuid, event bigint) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('event_type', e.event_type, 'query', e.query, 'data', e.event_data,
    'answered_from', e.answered_from, 'received_at', e.created_at, 'event', e.problem_event,
    'account_sid', a.account_sid)
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
  unreadable text;
  failure text;
begin
  begin
    event := jsonb_populate_record(null::private.call_event, e);
  exception when data_exception then
    unreadable := sqlerrm;
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
    known := private.find_call(tenant, event);
    if (known.call).id is null then return null; end if;
    failure := unreadable;
    if known.is_news and failure is null then
      begin
        n := private.apply_event(known, event);
        -- Null: another event has made the row at this moment.
        continue;
      exception when others then
        -- What may succeed a moment later is no problem of the event: nothing is written, and
        -- Twilio sends it again.
        if left(sqlstate, 2) in ('40', '53', '55', '57', '58') then raise; end if;
        failure := sqlerrm;
      end;
    end if;
    -- What is not applied leaves the call as it was, and makes its row where there is none.
    if not known.is_new or private.write_call(null, known.call) then n := known.call; end if;
  end loop;
  return private.write_event(tenant, n, known, event, e, failure);
end
$$;
revoke all on function machine.record_event from public;
grant execute on function machine.record_event to ringbook_machine;

-- What an event says of its call as a whole: the two numbers, whose it is, when it began.
create or replace function private.absorb_facts(n public.calls, e private.call_event)
  returns public.calls
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  role public.leg_role := coalesce(e.role, e.inferred_role);
begin
  if n.direction = 'outbound' then
    if n.to_number = '' and role = 'customer' and e."to" is not null then
      -- Found at Twilio before it had dialled: the customer is whom a later leg rings.
      n.to_number := e."to";
      n.contact_id := coalesce(n.contact_id, private.contact_for(n.tenant_id, n.to_number));
    end if;
  else
    -- Whichever event comes first makes the row, so each has a say in when the call began.
    n.created_at := least(n.created_at, coalesce(e.started_at, e.occurred_at));
    if n.phone_number_id is null then n.phone_number_id := e.phone_number_id; end if;
    if n.user_id is null then n.user_id := e.owner_id; end if;
    if e.recording_requested then n.recording_requested := true; end if;
    if role = 'caller' and n.from_number = '' and e."from" <> '' then
      n.from_number := e."from";
      -- A contact added since has taken its calls over (private.adopt_calls).
      n.contact_id := coalesce(n.contact_id, private.contact_for(n.tenant_id, n.from_number));
    end if;
    if role = 'caller' and n.to_number = '' and e."to" is not null then
      n.to_number := e."to";
    end if;
  end if;
  return n;
end
$$;
revoke all on function private.absorb_facts from public;

-- A leg with what an event says of it; `l` is empty for a leg that is new. Every merge is
-- commutative: the earliest time, the highest rank, flags that only turn on.
create or replace function private.absorb_leg(
  l public.call_legs, e private.call_event, c public.calls) returns public.call_legs
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  status public.call_status := coalesce(e.status, 'queued');
  sequence integer := coalesce(e.sequence, -1);
  at timestamptz := e.occurred_at;
  forward boolean := l.call_sid is null or (least(status, 'completed'), sequence, status)
    > (least(l.status, 'completed'), l.status_sequence, l.status);
  role public.leg_role := case when l.role_is_declared or e.role is null and l.role is not null
    then l.role else coalesce(e.role, e.inferred_role) end;
begin
  if not forward then status := l.status; sequence := l.status_sequence; end if;
  -- In the order of the table's columns.
  return row(
    c.tenant_id, e.call_sid, c.id,
    coalesce(l.parent_call_sid, e.parent_call_sid),
    role, coalesce(l.role_is_declared, false) or e.role is not null,
    case when l.role = role then l.side else private.side_of(role) end,
    case when l.medium <> 'phone' then l.medium else coalesce(e.medium, 'phone') end,
    coalesce(l.user_id, e.user_id),
    coalesce(l.from_number, e."from"), coalesce(l.to_number, e."to"),
    status, sequence,
    least(l.first_seen_at, at),
    least(l.ringing_at, case when e.status = 'ringing' then at end),
    least(l.answered_at,
      coalesce(e.answered_at, case when e.status = 'in-progress' then at end)),
    least(l.accepted_at, case when e.accepted then at end),
    least(l.ended_at, case when e.status >= 'completed' then at end),
    coalesce(l.dial_ended_live, false) or coalesce(e.dial_ended_live, false),
    coalesce(l.dial_failed, false) or coalesce(e.dial_failed, false),
    coalesce(l.dial_bridged or e.dial_bridged, l.dial_bridged, e.dial_bridged),
    greatest(l.duration_seconds, e.duration),
    l.talk_seconds,
    greatest(l.price, abs(e.price)), coalesce(l.price_unit, e.price_unit),
    greatest(l.sip_response_code, e.sip_response_code))::public.call_legs;
end
$$;
revoke all on function private.absorb_leg from public;

-- Evidence that not every call has: recordings, spans, steps. The call's row exists by now.
create or replace function private.absorb_more(n public.calls, e private.call_event)
  returns public.calls
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  n.has_more_evidence := true;
  if e.recording is not null then n.recording_url := private.absorb_recording(n, e); end if;
  if e.spans is not null then perform private.absorb_spans(n, e); end if;
  if e.step is not null then
    insert into public.call_steps
        (tenant_id, call_id, step_key, kind, happened_at, reason, facts, serves)
      values (n.tenant_id, n.id, e.dedupe_key, e.step ->> 'kind', e.occurred_at,
        e.step ->> 'reason', coalesce(e.step -> 'facts', '{}'),
        coalesce((e.step ->> 'serves')::boolean, false))
    on conflict do nothing;
  end if;
  return n;
end
$$;
revoke all on function private.absorb_more from public;

-- A call's recording as an event describes it, which may know less than the row. Gives the path
-- under which the call's recording is heard. Raises when it is another call's.
create or replace function private.absorb_recording(c public.calls, e private.call_event)
  returns text
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  statuses text[] := array['in-progress', 'absent', 'completed', 'deleted'];
  purposes text[] := array['talk', 'voicemail', 'prompt'];
begin
  insert into public.recordings as r (tenant_id, call_id, call_sid, recording_sid, status, purpose,
      duration_seconds, channels, source, started_at, created_at, deleted_at, deleted_by,
      deleted_answer)
    values (c.tenant_id, c.id, e.call_sid, e.recording ->> 'sid', e.recording ->> 'status',
      coalesce(e.recording ->> 'purpose',
        case when e.recording ->> 'source' = 'RecordVerb' then 'voicemail' else 'talk' end),
      (e.recording ->> 'duration')::integer, (e.recording ->> 'channels')::smallint,
      e.recording ->> 'source', (e.recording ->> 'started_at')::timestamptz,
      coalesce((e.recording ->> 'started_at')::timestamptz, e.occurred_at),
      (e.recording ->> 'deleted_at')::timestamptz, (e.recording ->> 'deleted_by')::uuid,
      (e.recording ->> 'deleted_answer')::smallint)
  on conflict (tenant_id, recording_sid) do update set
    status = case when array_position(statuses, excluded.status)
      > array_position(statuses, r.status) then excluded.status else r.status end,
    purpose = case when array_position(purposes, excluded.purpose)
      > array_position(purposes, r.purpose) then excluded.purpose else r.purpose end,
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
      and r.purpose <> 'prompt'
    order by r.purpose <> 'talk', r.started_at desc nulls last, r.recording_sid limit 1);
end
$$;
revoke all on function private.absorb_recording from public;

-- A call with what became of a request: somebody wants it ended, Twilio refused to create it, its
-- answer to the create was lost, or Twilio knows nothing of it any more.
create or replace function private.absorb_request(n public.calls, e private.call_event)
  returns public.calls
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  case e.request
  when 'hangup' then
    n.hangup_requested_at := least(n.hangup_requested_at, e.occurred_at);
    n.next_check_at := now();
  when 'create_lost' then
    n.create_lost := n.create_lost or n.twilio_call_sid is null;
    n.next_check_at := now();
  when 'create_refused' then
    n.error_code := (e.error ->> 'code')::integer;
    n.error_message := e.error ->> 'message';
    n.ended_at := coalesce(n.ended_at, e.occurred_at);
  when 'gone' then
    n.ended_at := coalesce(n.ended_at, e.occurred_at);
    if n.twilio_call_sid is null then n.error_message := e.error ->> 'message'; end if;
  end case;
  return n;
end
$$;
revoke all on function private.absorb_request from public;

-- Moments at which legs entered or left a space. Raises when the leg is another call's.
create or replace function private.absorb_spans(c public.calls, e private.call_event) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  said record;
begin
  for said in
    select coalesce(s ->> 'call_sid', e.call_sid) as call_sid, s ->> 'space' as space,
      coalesce(s ->> 'name', '') as name,
      array_remove(array[(s ->> 'entered_at')::timestamptz], null) as entered_at,
      array_remove(array[(s ->> 'left_at')::timestamptz], null) as left_at
    from jsonb_array_elements(e.spans) as s
  loop
    insert into public.call_spans as known
        (tenant_id, call_id, call_sid, space, name, entered_at, left_at)
      values (c.tenant_id, c.id, said.call_sid, said.space, said.name, said.entered_at,
        said.left_at)
    on conflict (tenant_id, call_sid, space, name) do update set
      entered_at = array(select unnest(known.entered_at || excluded.entered_at)
        group by 1 order by 1),
      left_at = array(select unnest(known.left_at || excluded.left_at) group by 1 order by 1)
    where known.call_id = excluded.call_id;
    if not found then raise exception 'leg % belongs to another call', said.call_sid; end if;
  end loop;
end
$$;
revoke all on function private.absorb_spans from public;

-- What a webhook's answer needs of the call it belongs to; where nobody waits for an answer, where
-- the call stands.
create or replace function private.answer_facts(n public.calls, is_asked boolean) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  contact text;
begin
  if not is_asked then
    return jsonb_build_object('status', n.status,
      'hangup_requested', n.hangup_requested_at is not null);
  end if;
  if n.contact_id is not null then
    select name into contact from public.contacts
      where tenant_id = n.tenant_id and id = n.contact_id;
  end if;
  return jsonb_build_object('call_id', n.id, 'direction', n.direction,
    'from_number', n.from_number, 'to_number', n.to_number, 'contact_name', contact,
    'status', n.status, 'recording_requested', n.recording_requested,
    'hangup_requested', n.hangup_requested_at is not null);
end
$$;
revoke all on function private.answer_facts from public;

-- One event into the call that is known: absorb, judge, settle, write. A call that has no row yet
-- is written as all of the event leaves it. Gives the call as it is then, null when another event
-- has made its row at this moment. Raises what makes the event impossible.
create or replace function private.apply_event(known private.known_call, e private.call_event)
returns public.calls
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls := known.call;
  n public.calls := c;
  legs public.call_legs[] := known.legs;
  place integer := 1;
  spans public.call_spans[] := '{}';
  steps public.call_steps[] := '{}';
  recordings public.recordings[] := '{}';
  v private.verdict;
begin
  if e.request is null and (n.created_at > coalesce(e.started_at, e.occurred_at)
     or n.from_number = '' or n.to_number = ''
     or num_nonnulls(e.phone_number_id, e.owner_id, e.recording_requested) > 0) then
    n := private.absorb_facts(n, e);
  end if;
  if num_nonnulls(e.recording, e.spans, e.step) > 0 then n := private.absorb_more(n, e); end if;
  if e.request is not null then
    n := private.absorb_request(n, e);
    if e.request = 'gone' then legs := private.fail_live_legs(legs); end if;
  end if;
  if e.role is not null or e.inferred_role is not null then
    while place <= cardinality(legs) and (legs[place]).call_sid <> e.call_sid loop
      place := place + 1;
    end loop;
    legs[place] := private.absorb_leg(legs[place], e, c);
  elsif e.status is not null then
    raise exception 'nothing says whose leg % is', e.call_sid;
  end if;

  if n.has_more_evidence then
    spans := array(select s from public.call_spans s
      where s.tenant_id = c.tenant_id and s.call_id = c.id);
    steps := array(select s from public.call_steps s
      where s.tenant_id = c.tenant_id and s.call_id = c.id);
    recordings := array(select r from public.recordings r
      where r.tenant_id = c.tenant_id and r.call_id = c.id);
  end if;
  v := private.judge(n, legs, spans, steps, recordings);
  n := private.settle(n, legs, v);
  if v.talk_seconds is not null or c.ended_at is not null then
    legs := private.credit_talk(legs, v);
  end if;

  -- A new call's row comes before its first leg's.
  if known.is_new then
    if not private.write_call(null, n) then
      if exists (select from public.calls where tenant_id = c.tenant_id and id = c.id) then
        return null;
      end if;
      raise exception 'leg % belongs to another call', e.call_sid;
    end if;
  end if;
  for i in 1 .. cardinality(legs) loop
    if legs[i] is distinct from known.legs[i] then
      perform private.write_leg(known.legs[i], legs[i]);
    end if;
  end loop;
  if not known.is_new then perform private.write_call(c, n); end if;
  return n;
end
$$;
revoke all on function private.apply_event from public;

-- What can be read of an event that has something unreadable in it: enough for its row in the
-- ledger, and nothing else.
create or replace function private.bare_event(e jsonb) returns private.call_event
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select jsonb_populate_record(null::private.call_event, jsonb_build_object(
    'type', e -> 'type', 'dedupe_key', e -> 'dedupe_key', 'call_id', e -> 'call_id',
    'creates', e -> 'creates', 'call_sid', e -> 'call_sid',
    'parent_call_sid', e -> 'parent_call_sid', 'inferred_role',
    case when e ->> 'role' = 'caller' then e -> 'role' end, 'from', e -> 'from', 'to', e -> 'to',
    'customer', e -> 'customer', 'occurred_at', e -> 'occurred_at',
    'received_at', e -> 'received_at', 'query', e -> 'query',
    'answered_from', e -> 'answered_from', 'from_memory', e -> 'from_memory',
    'data', e -> 'data'))
$$;
revoke all on function private.bare_event from public;

-- Legs with how long each person of the company talked, as the verdict has it.
create or replace function private.credit_talk(legs public.call_legs[], v private.verdict)
returns public.call_legs[]
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  for i in 1 .. cardinality(legs) loop
    if (legs[i]).side in ('company', 'supervisor') then
      legs[i].talk_seconds := v.talk_seconds[i];
    end if;
  end loop;
  return legs;
end
$$;
revoke all on function private.credit_talk from public;

-- Legs of a call that Twilio knows nothing of: those that were not over have failed.
create or replace function private.fail_live_legs(legs public.call_legs[])
  returns public.call_legs[]
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  for i in 1 .. cardinality(legs) loop
    if (legs[i]).status < 'completed' then legs[i].status := 'failed'; end if;
  end loop;
  return legs;
end
$$;
revoke all on function private.fail_live_legs from public;

-- When a dialled leg was bridged with the leg that dialled it; null when it never was. A customer
-- is bridged on answering, a rep's phone when 1 is pressed on it (its voicemail answers too), a
-- rep's browser on answering. `began_at` is null when Twilio has not said.
create or replace function private.find_bridge(
  leg public.call_legs, parent public.call_legs, legs public.call_legs[],
  spans public.call_spans[]) returns private.bridge
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  b private.bridge;
  left_at timestamptz;
begin
  if leg.side = 'customer' then
    if leg.answered_at is null and leg.status not in ('in-progress', 'completed') then
      return null;
    end if;
    b.began_at := leg.answered_at;
  else
    b.began_at := leg.accepted_at;
    if b.began_at is null and (leg.role <> 'rep' or leg.medium <> 'phone') then
      b.began_at := leg.answered_at;
    end if;
    -- Our answer to the digit may never have reached Twilio, and a digit that lands after the
    -- caller has gone connects nobody.
    if b.began_at is null or not coalesce(parent.dial_bridged,
        b.began_at <= coalesce(parent.ended_at + interval '1 second', b.began_at)) then
      return null;
    end if;
  end if;
  b.call_sid := leg.call_sid;
  b.parent_call_sid := leg.parent_call_sid;
  b.ended_at := least(leg.ended_at, parent.ended_at);
  if cardinality(legs) > 2 or cardinality(spans) > 0 then
    -- Whoever is redirected elsewhere leaves the bridge: dials another, or enters another space.
    left_at := least(
      (select min(l.first_seen_at) from unnest(legs) l where l.parent_call_sid = leg.call_sid),
      (select min(at) from unnest(spans) s, unnest(s.entered_at) at
        where s.call_sid in (leg.call_sid, leg.parent_call_sid)
          and s.space in ('conference', 'room', 'queue', 'voicemail') and at >= b.began_at));
    b.is_left := left_at is not null;
    b.ended_at := least(b.ended_at, left_at);
  end if;
  return b;
end
$$;
revoke all on function private.find_bridge from public;

-- Reads the call that an event is about, locked, and what is known of it; a call that the event is
-- the first of is made, not written. Its `call` is empty when the event is not this tenant's.
create or replace function private.find_call(tenant uuid, event private.call_event)
returns private.known_call
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  known private.known_call;
  found_call record;
  read record;
begin
  loop
    -- One event of a call at a time: what is read from here on is settled.
    select k as call into found_call from public.calls k
      where k.tenant_id = tenant and k.id = event.call_id for update;
    known.is_new := not found;
    if found then known.call := found_call.call; end if;
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

-- When people on both sides of a call were together; null when they never were.
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
    continue when leg.answered_at is null and leg.accepted_at is null
      and leg.status not in ('in-progress', 'completed');
    if leg.role = 'rep' and leg.medium = 'phone' and leg.accepted_at is null then
      is_unconfirmed := is_unconfirmed or leg.status = 'completed';
      continue;
    end if;
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
    if is_unconfirmed and c.direction = 'inbound' then
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

-- Whether a leg was redirected away from the <Dial> that made it: it dialled another, or entered
-- another space. It then outlives the leg that dialled it.
create or replace function private.has_left(
  sid text, legs public.call_legs[], spans public.call_spans[]) returns boolean
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from unnest(legs) l where l.parent_call_sid = sid)
    or exists (select from unnest(spans) s where s.call_sid = sid
      and s.space in ('conference', 'room', 'queue', 'voicemail', 'stream'));
end
$$;
revoke all on function private.has_left from public;

-- Whether a customer waits where no leg of the company has to be: in a queue, alone in a
-- conference.
create or replace function private.is_waiting(legs public.call_legs[], spans public.call_spans[])
returns boolean
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return exists (
    select from unnest(spans) s join unnest(legs) l on l.call_sid = s.call_sid
    where l.side = 'customer' and l.status < 'completed' and upper_inf(s.during)
      and s.space in ('queue', 'conference', 'room', 'voicemail', 'stream'));
end
$$;
revoke all on function private.is_waiting from public;

-- Status, stage and outcome of a call from its evidence; the table is in docs/flow.md. Reads no
-- table: the same evidence gives the same verdict.
create or replace function private.judge(
  c public.calls, legs public.call_legs[], spans public.call_spans[], steps public.call_steps[],
  recordings public.recordings[]) returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v private.verdict;
  t private.talk;
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
  t := private.find_talk(c, legs, spans, recordings);
  if t.call_sids is not null then return private.judge_talked(c, legs, spans, t); end if;
  if c.has_more_evidence then
    v := private.judge_served(legs, spans, steps, recordings);
    if v.status is not null then return v; end if;
  end if;
  if c.direction = 'inbound' then return private.judge_missed(legs, spans); end if;
  return private.judge_unanswered(c, legs);
end
$$;
revoke all on function private.judge from public;

-- An inbound call without talk: it still rings, or was missed, and why.
create or replace function private.judge_missed(legs public.call_legs[], spans public.call_spans[])
returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v private.verdict;
  leg public.call_legs;
  caller public.call_legs;
  -- The leg of the company that got furthest, and when the last of them was over.
  rep public.call_legs;
  reps_ended_at timestamptz;
  -- The digit was pressed and our answer to it never got back to Twilio.
  is_unheard boolean;
begin
  foreach leg in array legs loop
    if leg.role = 'caller' then
      caller := leg;
    elsif leg.side = 'company' then
      reps_ended_at := greatest(reps_ended_at, leg.ended_at);
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
  v.duration_seconds := 0;
  is_unheard := rep.accepted_at is not null and caller.dial_bridged is false;
  if caller.status >= 'completed' and caller.ended_at is null then
    v.status := 'failed'; v.outcome := 'unknown'; v.outcome_reason := 'gone';
  elsif caller.status >= 'completed' or is_unheard and rep.status >= 'completed' then
    v.outcome := 'missed';
    v.status := case when caller.ended_at is null or caller.dial_ended_live
        or reps_ended_at < caller.ended_at - interval '1 second'
      then 'no-answer'::public.call_status else 'canceled' end;
    v.outcome_reason := case when is_unheard then 'not_bridged'
      when exists (select from unnest(spans) s where s.space = 'queue') then 'left_queue'
      when v.status = 'no-answer' then 'nobody_accepted' else 'caller_left_first' end;
  elsif is_unheard then
    v.status := 'in-progress'; v.stage := 'connected';
  else
    v.status := 'ringing';
    v.stage := case when rep.call_sid is null then 'greeting'::public.call_stage
      when rep.status = 'in-progress' then 'confirming' else 'ringing_rep' end;
  end if;
  return v;
end
$$;
revoke all on function private.judge_missed from public;

-- A call that its rep's own leg ended, without talk.
create or replace function private.judge_rep_over(
  c public.calls, rep public.call_legs, called public.call_legs, who text)
returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v private.verdict;
begin
  v.duration_seconds := 0;
  -- Over without an end: Twilio could not be asked, or no longer knows it.
  if rep.ended_at is null then
    v.status := 'failed'; v.outcome := 'unknown'; v.outcome_reason := 'gone';
  elsif rep.status in ('busy', 'no-answer', 'failed') then
    v.status := rep.status;
    v.outcome := 'rep_unreachable';
    v.outcome_reason := 'rep_' || rep.status;
  elsif rep.status = 'canceled' or c.hangup_requested_at is not null then
    v.status := 'canceled'; v.outcome := 'canceled';
    v.outcome_reason := case when c.hangup_requested_at is not null then 'hung_up_in_app'
                             else 'rep_canceled' end;
  elsif rep.accepted_at is null and called.call_sid is null and rep.medium = 'phone' then
    v.status := 'no-answer'; v.outcome := 'rep_unconfirmed'; v.outcome_reason := 'nobody_pressed';
  -- Twilio's times are whole seconds: an end at most one apart is the rep hanging up on a ringing
  -- phone.
  elsif called.status = 'no-answer' and called.ended_at < rep.ended_at - interval '1 second' then
    v.status := 'no-answer'; v.outcome := 'no-answer';
    v.outcome_reason := who || '_over_rep_waiting';
  else
    v.status := 'canceled'; v.outcome := 'canceled'; v.outcome_reason := 'rep_left_first';
  end if;
  return v;
end
$$;
revoke all on function private.judge_rep_over from public;

-- A call without talk that came to something all the same, or is on its way to it: a message was
-- left, a call back promised, the system served the caller. An empty verdict when none of that is
-- so.
create or replace function private.judge_served(
  legs public.call_legs[], spans public.call_spans[], steps public.call_steps[],
  recordings public.recordings[]) returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v private.verdict;
  caller public.call_legs;
  seen record;
begin
  select l.* into caller from unnest(legs) l where l.side = 'customer'
    order by l.first_seen_at, l.call_sid limit 1;
  select
    exists (select from unnest(recordings) r where r.purpose = 'voicemail'
      and r.status = 'completed' and coalesce(r.duration_seconds, 1) > 0) as has_voicemail,
    exists (select from unnest(steps) s where s.kind = 'callback') as has_callback,
    (select max(s.space) from unnest(spans) s where upper_inf(s.during)
      and s.space in ('queue', 'voicemail', 'stream')) as space,
    least((select min(s.happened_at) from unnest(steps) s where s.serves),
      (select min(lower(s.during)) from unnest(spans) s where s.space = 'stream')) as served_at,
    -- After it was served, the caller was to reach a person.
    greatest((select max(l.first_seen_at) from unnest(legs) l where l.side = 'company'),
      (select max(lower(s.during)) from unnest(spans) s where s.space = 'queue'))
    >= greatest((select max(s.happened_at) from unnest(steps) s where s.serves),
      (select max(lower(s.during)) from unnest(spans) s where s.space = 'stream')) as was_passed_on
    into seen;
  if caller.status < 'completed' then
    if seen.space is null and seen.served_at is null then return null; end if;
    v.status := case when seen.space = 'voicemail' or seen.served_at is not null
      then 'in-progress' else 'ringing' end;
    v.stage := case seen.space when 'queue' then 'waiting' when 'voicemail' then 'voicemail'
      else 'system' end;
    return v;
  end if;
  v.duration_seconds := 0;
  v.ended_at := caller.ended_at;
  if seen.has_voicemail then
    v.status := 'no-answer'; v.outcome := 'voicemail'; v.outcome_reason := 'voicemail_left';
  elsif seen.has_callback then
    v.status := 'no-answer'; v.outcome := 'callback'; v.outcome_reason := 'callback_requested';
  elsif seen.served_at is not null and seen.was_passed_on is not true then
    v.status := 'completed'; v.outcome := 'handled'; v.outcome_reason := 'handled_by_system';
    v.answered_at := coalesce(caller.answered_at, seen.served_at);
    v.duration_seconds := coalesce(caller.duration_seconds,
      round(extract(epoch from caller.ended_at - v.answered_at))::integer);
  else
    return null;
  end if;
  return v;
end
$$;
revoke all on function private.judge_served from public;

-- A call whose people talked: it goes on while a customer is on the line with the company, or waits
-- for it; an internal one while two people are on the line. A leg is over with the leg whose <Dial>
-- made it, unless it has left.
create or replace function private.judge_talked(
  c public.calls, legs public.call_legs[], spans public.call_spans[], t private.talk)
returns private.verdict
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v private.verdict;
  leg public.call_legs;
  parent public.call_legs;
  -- A side of which nothing is known yet is on the line: its events are on their way.
  seen text[] := '{}';
  live text[] := '{}';
  customer_ended_at timestamptz;
  company_ended_at timestamptz;
begin
  foreach leg in array legs loop
    if leg.parent_call_sid is not null then
      parent := null;
      foreach parent in array legs loop exit when parent.call_sid = leg.parent_call_sid; end loop;
      if parent.call_sid = leg.parent_call_sid and parent.status >= 'completed'
         and (cardinality(legs) = 2 and cardinality(spans) = 0
           or not private.has_left(leg.call_sid, legs, spans)) then
        leg.ended_at := least(leg.ended_at, parent.ended_at);
        leg.status := 'completed';
      end if;
    end if;
    if leg.side = 'supervisor' then leg.side := 'company'; end if;
    if leg.side = 'customer' then
      seen := seen || leg.side;
      customer_ended_at := greatest(customer_ended_at, leg.ended_at);
    elsif leg.call_sid = any (t.call_sids) then
      seen := seen || leg.side;
      company_ended_at := greatest(company_ended_at, leg.ended_at);
    end if;
    -- One that rings since before they talked is about to stop; a later one rings for a transfer.
    if leg.status < 'completed' and (leg.side = 'customer' or leg.call_sid = any (t.call_sids)
       or leg.side = 'company' and leg.first_seen_at > t.answered_at) then
      live := live || leg.side;
    end if;
  end loop;
  if not 'customer' = any (seen) then live := live || 'customer'::text; end if;
  if not 'company' = any (seen) then live := live || 'company'::text; end if;
  v.answered_at := t.answered_at;
  v.outcome_reason := t.reason;
  v.owner_id := t.owner_id;
  if c.direction = 'internal' and (cardinality(live) > 2 or cardinality(seen) < 2)
     or c.direction <> 'internal' and 'customer' = any (live)
       and ('company' = any (live) or private.is_waiting(legs, spans)) then
    v.status := 'in-progress';
    v.stage := case when t.is_open then 'connected' else 'waiting' end;
    return v;
  end if;
  v.status := 'completed'; v.outcome := 'connected'; v.stage := 'ended';
  v.ended_at := least(case when not 'customer' = any (live) then customer_ended_at end,
    case when not 'company' = any (live) then company_ended_at end);
  if c.direction = 'internal' then
    -- It was over when the second last had left.
    v.ended_at := (select l.ended_at from unnest(legs) l where l.call_sid = any (t.call_sids)
      order by l.ended_at desc nulls first offset 1 limit 1);
  end if;
  v.duration_seconds := t.seconds;
  v.talk_seconds := t.leg_seconds;
  return v;
end
$$;
revoke all on function private.judge_talked from public;

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
      elsif (coalesce(leg.answered_at, 'infinity'), leg.first_seen_at, leg.call_sid) < (coalesce(called.answered_at, 'infinity'), called.first_seen_at,
          called.call_sid) then
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

-- Talk of a call with several bridges, or with spans: per space, the times at which people of both
-- sides were in it together, outside hold. In an internal call any two people are enough.
create or replace function private.measure_talk(
  c public.calls, legs public.call_legs[], spans public.call_spans[], bridges private.bridge[],
  out talk tstzmultirange, out leg_seconds integer[], out call_sids text[], out owner_id uuid)
language sql immutable set search_path = pg_catalog, pg_temp as $$
  with presence as (
    select 'bridge ' || b.call_sid as space, sid as call_sid,
      tstzmultirange(tstzrange(b.began_at,
        case when b.ended_at < b.began_at then b.began_at else b.ended_at end)) as during
    from unnest(bridges) b, unnest(array[b.call_sid, b.parent_call_sid]) sid
    where b.began_at is not null
    union all
    select s.space || ' ' || s.name, s.call_sid, s.during
    from unnest(spans) s where s.space in ('bridge', 'conference', 'room')
  ), kept as (
    select s.call_sid,
      coalesce(range_agg(s.during) filter (where s.space = 'hold'), '{}') as hold,
      coalesce(range_agg(s.during) filter (where s.space = 'barge'), '{}') as barge
    from unnest(spans) s group by 1
  ), placed as (
    select p.space, l.call_sid, l.user_id,
      case when l.side = 'supervisor' then 'company' else l.side end as side,
      p.during * tstzmultirange(tstzrange(null, l.ended_at))
        * case when l.side = 'supervisor' then coalesce(k.barge, '{}') else '{(,)}' end
        - coalesce(k.hold, '{}') as during
    from presence p join unnest(legs) l on l.call_sid = p.call_sid
    left join kept k on k.call_sid = l.call_sid
    where l.side <> 'system'
  ), together as (
    select a.call_sid, a.side, a.user_id, range_agg(a.during * b.during) as during
    from placed a join placed b on a.space = b.space and a.call_sid <> b.call_sid
      and (a.side <> b.side or c.direction = 'internal')
    group by 1, 2, 3
  )
  select
    (select range_agg(t.during) from together t),
    (select array_agg((select round(sum(extract(epoch from upper(r) - lower(r))))::integer
        from unnest(t.during) r) order by l.ordinality)
      from unnest(legs) with ordinality as l left join together t on t.call_sid = l.call_sid),
    (select array_agg(t.call_sid) from together t where not isempty(t.during)),
    (select t.user_id from together t where t.side = 'company' and t.user_id is not null
      and not isempty(t.during) order by lower(t.during), t.call_sid limit 1)
$$;
revoke all on function private.measure_talk from public;

-- Whether a webhook's event names a leg or a recording that another tenant has and this one has
-- not: a SID belongs to one account. What Twilio says over REST with the tenant's own credentials
-- is the tenant's.
create or replace function private.names_anothers(tenant uuid, e private.call_event) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  sids text[] := array[e.call_sid, e.parent_call_sid, e.data ->> 'DialCallSid']
    || array(select s ->> 'call_sid' from jsonb_array_elements(e.spans) s);
begin
  if e.type like 'rest.%' then return false; end if;
  if exists (
    select from unnest(sids) as named (sid)
    where exists (select from public.call_legs l where l.call_sid = sid and l.tenant_id <> tenant)
      and not exists (select from public.call_legs l
        where l.call_sid = sid and l.tenant_id = tenant)) then
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

-- The call that an event is the first of, not written yet. Any event of an inbound call may be: the
-- id is derived from the CallSid. An outbound one has its row before Twilio is asked; only one
-- found at Twilio is made of an event. Null when the event makes no call of this tenant's.
create or replace function private.new_call(tenant uuid, e private.call_event) returns public.calls
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  role public.leg_role := coalesce(e.role, e.inferred_role);
  customer text := case when e.creates = 'outbound' then e.customer
                        when role = 'caller' then e."from" end;
  seen record;
begin
  if e.creates is null then return null; end if;
  select
      -- A caller's leg, the first word of its call, for a number that is not the tenant's. What
      -- Twilio says over REST is the tenant's.
      role = 'caller' and e."to" is not null and e.type not like 'rest.%'
        and not exists (select from public.phone_numbers n
          where n.tenant_id = tenant and n.number = e."to") as is_elsewhere,
      (select p.contact_id from public.contact_phones p
        where p.tenant_id = tenant and p.phone = customer
        order by p.created_at, p.id limit 1) as contact,
      exists (select from public.call_legs l
          where l.tenant_id = tenant and l.call_sid = e.call_sid)
        or exists (select from public.calls o
          where o.tenant_id = tenant and o.twilio_call_sid = e.call_sid) as is_bound
    into seen;
  if seen.is_elsewhere then return null; end if;
  c.id := e.call_id;
  c.tenant_id := tenant;
  c.direction := e.creates;
  c.from_number := case when role in ('caller', 'rep') and e.parent_call_sid is null
    then coalesce(e."from", '') else '' end;
  c.to_number := case when e.creates = 'outbound' then coalesce(e.customer, '')
    when role = 'caller' then coalesce(e."to", '') else '' end;
  c.status := case when e.creates = 'inbound' then 'ringing' else 'queued' end;
  c.stage := case when e.creates = 'inbound' then 'greeting' else 'placing' end;
  c.created_at := coalesce(e.started_at, e.occurred_at);
  c.next_check_at := e.received_at + interval '60 seconds';
  if e.imported then c.imported_at := e.received_at; end if;
  c.user_id := e.owner_id;
  c.phone_number_id := e.phone_number_id;
  c.contact_id := seen.contact;
  c.recording_requested := coalesce(e.recording_requested, false);
  c.create_lost := false;
  c.has_more_evidence := false;
  c.version := 1;
  -- A leg that another call has is a problem of this event; the row is made without it.
  if role = 'caller' and not seen.is_bound then c.twilio_call_sid := e.call_sid; end if;
  return c;
end
$$;
revoke all on function private.new_call from public;

-- A caller hears nothing until `answer` is recorded, nearly always the first word of its call. Such
-- an event needs no look at evidence and no verdict: call and leg are written as they stand. An
-- inbound call whose caller rings, with that leg, as new_call, absorb_leg, judge and settle would
-- have it. Gives no call, and writes nothing, when the number is not the tenant's or anything is
-- known of call, leg or event: record_event's general way handles that. Raises
-- serialization_failure when another call takes the leg at this moment; sent again, the event finds
-- it.
create or replace function private.open_call(tenant uuid, e private.call_event) returns public.calls
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  written record;
begin
  insert into public.calls as c (id, tenant_id, twilio_call_sid, direction, from_number, to_number,
      status, stage, contact_id, user_id, phone_number_id, recording_requested, created_at,
      next_check_at)
    select e.call_id, tenant, e.call_sid, 'inbound', coalesce(e."from", ''), n.number,
      'ringing', 'greeting',
      (select p.contact_id from public.contact_phones p
        where p.tenant_id = tenant and p.phone = e."from" order by p.created_at, p.id limit 1),
      e.owner_id, e.phone_number_id, coalesce(e.recording_requested, false), e.occurred_at,
      e.received_at + interval '60 seconds'
    from public.phone_numbers n
    where n.tenant_id = tenant and n.number = e."to" and e.data ->> 'DialCallSid' is null
      and not exists (select from public.call_legs l where l.call_sid = e.call_sid)
      and not exists (select from public.call_events v
        where v.tenant_id = tenant and v.dedupe_key = e.dedupe_key)
    on conflict do nothing
    returning c as call into written;
  if not found then return null; end if;
  insert into public.call_legs (tenant_id, call_sid, call_id, role, role_is_declared,
      from_number, to_number, status, status_sequence, first_seen_at, ringing_at, dial_ended_live)
    values (tenant, e.call_sid, e.call_id, 'caller', true, e."from", e."to", 'ringing',
      coalesce(e.sequence, -1), e.occurred_at, e.occurred_at, coalesce(e.dial_ended_live, false))
    on conflict do nothing;
  if not found then
    raise exception 'leg % was bound to another call at this moment', e.call_sid
      using errcode = 'serialization_failure';
  end if;
  return written.call;
end
$$;
revoke all on function private.open_call from public;

-- Of a rep's phone that was picked up, no digit recorded (no webhook came, the database was away):
-- Twilio's legs and recordings say whether they talked. A recording of talk that is shorter than
-- the rep's leg began at the bridge, so it is the talk; and no screening lasts 45 seconds. Null
-- when a digit is recorded, or when they did not talk.
create or replace function private.presume_bridge(
  legs public.call_legs[], recordings public.recordings[]) returns private.bridge
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  leg public.call_legs;
  rep public.call_legs;
  caller public.call_legs;
  seconds integer;
  b private.bridge;
begin
  foreach leg in array legs loop
    if leg.role = 'caller' then
      caller := leg;
    elsif leg.role = 'rep' and leg.medium = 'phone' then
      if leg.accepted_at is not null then return null; end if;
      if leg.status = 'completed' and (rep.call_sid is null
         or (leg.answered_at, leg.call_sid) < (rep.answered_at, rep.call_sid)) then
        rep := leg;
      end if;
    end if;
  end loop;
  if rep.ended_at is null or rep.duration_seconds is null or caller.ended_at is null
     or caller.dial_bridged is false then
    return null;
  end if;
  select max(r.duration_seconds) into seconds from unnest(recordings) r
    where r.purpose = 'talk' and r.duration_seconds between 1 and rep.duration_seconds - 2;
  if seconds is null and (rep.duration_seconds >= 45 or caller.dial_bridged) then
    seconds := rep.duration_seconds;
  end if;
  if seconds is null then return null; end if;
  b.call_sid := rep.call_sid;
  b.parent_call_sid := caller.call_sid;
  b.ended_at := least(rep.ended_at, caller.ended_at);
  b.began_at := b.ended_at - make_interval(secs => seconds);
  return b;
end
$$;
revoke all on function private.presume_bridge from public;

-- A call as its verdict and its legs leave it: state, times, ring time, price.
create or replace function private.settle(n public.calls, legs public.call_legs[],
  v private.verdict)
returns public.calls
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  leg public.call_legs;
  root public.call_legs;
  -- The phone that rang last: the customer's of an outbound call, else the company's.
  rung public.call_legs;
  rung_side text := case n.direction when 'outbound' then 'customer' else 'company' end;
  is_live boolean := false;
begin
  foreach leg in array legs loop
    is_live := is_live or leg.status < 'completed';
    if leg.parent_call_sid is null then
      if root.call_sid is null then
        root := leg;
      elsif (leg.first_seen_at, leg.call_sid) < (root.first_seen_at, root.call_sid) then
        root := leg;
      end if;
    end if;
    if leg.side = rung_side and (n.direction <> 'internal' or leg.parent_call_sid is not null) then
      if rung.call_sid is null then
        rung := leg;
      elsif (coalesce(leg.accepted_at, 'infinity'), coalesce(leg.answered_at, 'infinity'),
          leg.first_seen_at, leg.call_sid)
        < (coalesce(rung.accepted_at, 'infinity'), coalesce(rung.answered_at, 'infinity'),
          rung.first_seen_at, rung.call_sid) then
        rung := leg;
      end if;
    end if;
  end loop;
  if v.status >= 'completed' or n.status >= 'completed' then
    if n.status < 'completed' then n.next_check_at := now(); end if;
    n.ended_at := case when v.status >= 'completed'
      then coalesce(v.ended_at, root.ended_at, rung.ended_at, n.ended_at) end;
    n.duration_seconds := case when v.status >= 'completed' then v.duration_seconds end;
  elsif n.ended_at is not null then
    -- Said of a create that was refused, and rang after all.
    n.ended_at := null;
    n.duration_seconds := null;
  end if;
  n.stage := case when v.status >= 'completed' then 'ended' else v.stage end;
  n.status := v.status;
  n.outcome := v.outcome;
  n.outcome_reason := v.outcome_reason;
  n.answered_at := v.answered_at;
  if rung.call_sid is not null then
    n.ring_seconds := round(extract(epoch from
      coalesce(rung.answered_at, rung.ended_at) - rung.ringing_at))::integer;
    if n.ring_seconds < 0 then n.ring_seconds := 0; end if;
  end if;
  n.twilio_call_sid := coalesce(root.call_sid, n.twilio_call_sid, rung.parent_call_sid);
  if n.direction = 'inbound' and (v.owner_id is not null or rung.accepted_at is not null) then
    n.user_id := coalesce(v.owner_id, rung.user_id, n.user_id);
  end if;
  if root.call_sid is not null and (n.create_lost or n.error_message is not null) then
    -- It happened after all: what was said of a create that was not found is void.
    n.create_lost := false; n.error_code := null; n.error_message := null;
  end if;
  if not is_live and root.call_sid is not null then
    n := private.settle_price(n, legs);
  elsif n.billed_seconds is not null or n.price is not null then
    n.billed_seconds := null; n.price := null; n.price_unit := null;
  end if;
  return n;
end
$$;
revoke all on function private.settle from public;

-- What a call cost whose legs are all over. Of a leg that somebody answered Twilio gives duration
-- and price later: until it has, the sums are not known.
create or replace function private.settle_price(n public.calls, legs public.call_legs[])
returns public.calls
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  leg public.call_legs;
begin
  n.billed_seconds := 0; n.price := 0; n.price_unit := null;
  foreach leg in array legs loop
    n.billed_seconds := n.billed_seconds
      + coalesce(leg.duration_seconds, case when leg.status <> 'completed' then 0 end);
    n.price := n.price + coalesce(leg.price, case when leg.status <> 'completed' then 0 end);
    n.price_unit := least(n.price_unit, leg.price_unit);
  end loop;
  if n.price is null then n.price_unit := null; end if;
  return n;
end
$$;
revoke all on function private.settle_price from public;

-- How long people talked, in all and each. Of a single bridge that is known at once. Null when
-- nobody was ever together.
create or replace function private.sum_talk(
  c public.calls, legs public.call_legs[], spans public.call_spans[], bridges private.bridge[],
  t private.talk) returns private.talk
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  b private.bridge := bridges[1];
  measured record;
begin
  if cardinality(bridges) = 1 and cardinality(spans) = 0 then
    t.call_sids := array[b.call_sid, b.parent_call_sid];
    t.is_open := b.ended_at is null;
    if t.seconds is null or b.is_left then
      t.seconds := round(extract(epoch from b.ended_at - b.began_at));
      if t.seconds < 0 then t.seconds := 0; end if;
    end if;
    for i in 1 .. cardinality(legs) loop
      if (legs[i]).call_sid in (b.call_sid, b.parent_call_sid) then
        t.leg_seconds[i] := t.seconds;
      end if;
    end loop;
    return t;
  end if;
  select * into measured from private.measure_talk(c, legs, spans, bridges);
  if cardinality(bridges) = 0 and measured.call_sids is null then return null; end if;
  if t.answered_at is null or lower(measured.talk) < t.answered_at then
    t.answered_at := coalesce(lower(measured.talk), t.answered_at);
    t.reason := case when cardinality(bridges) = 0 then 'met_in_space' else t.reason end;
    t.owner_id := coalesce(measured.owner_id, t.owner_id);
  end if;
  t.call_sids := measured.call_sids;
  t.leg_seconds := measured.leg_seconds;
  t.is_open := coalesce(upper_inf(measured.talk), false);
  t.seconds := (select round(sum(extract(epoch from upper(r) - lower(r))))
    from unnest(measured.talk) r);
  return t;
end
$$;
revoke all on function private.sum_talk from public;

-- Writes a call as the event at hand leaves it: a new row, or what has changed of `c`. Gives false
-- when another event has made the row at this moment. The one place that spells calls' columns, but
-- for a caller's first ring (private.open_call) and a click (machine.begin_call).
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
      from_number = n.from_number, to_number = n.to_number, phone_number_id = n.phone_number_id,
      contact_id = n.contact_id, user_id = n.user_id, duration_seconds = n.duration_seconds,
      ring_seconds = n.ring_seconds, billed_seconds = n.billed_seconds, price = n.price,
      price_unit = n.price_unit, recording_requested = n.recording_requested,
      recording_url = n.recording_url, has_more_evidence = n.has_more_evidence,
      twilio_call_sid = n.twilio_call_sid, hangup_requested_at = n.hangup_requested_at,
      create_lost = n.create_lost, error_code = n.error_code, error_message = n.error_message,
      next_check_at = n.next_check_at, version = c.version + 1
    where tenant_id = c.tenant_id and id = c.id;
  end if;
  return true;
end
$$;
revoke all on function private.write_call from public;

-- An event's row in the ledger; of one that had a problem before, what became of it. Gives what the
-- webhook's answer needs to know of the call, which is kept with the event.
create or replace function private.write_event(
  tenant uuid, n public.calls, known private.known_call, e private.call_event, whole jsonb,
  failure text) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  facts jsonb := private.answer_facts(n, e.answered_from is not null);
begin
  if not known.is_news then return facts; end if;
  if e.answered_from is not null and e.from_memory is not true then
    e.answered_from := e.answered_from || jsonb_build_object('facts', facts);
  end if;
  if known.event_id is null then
    insert into public.call_events (tenant_id, call_id, call_sid, event_type, event_data, query,
        answered_from, dedupe_key, occurred_at, created_at, problem, problem_event)
      values (tenant, n.id, e.call_sid, e.type, coalesce(e.data, '{}'), e.query,
        e.answered_from, e.dedupe_key, e.occurred_at, coalesce(e.received_at, now()), failure,
        case when failure is not null then whole end)
    on conflict (tenant_id, dedupe_key) do nothing;
  else
    update public.call_events set
      problem = coalesce(failure, problem),
      problem_event = case when failure is null then problem_event else whole end,
      solved_at = case when failure is null then now() end
      where id = known.event_id;
  end if;
  return facts;
end
$$;
revoke all on function private.write_event from public;

-- Writes a leg, new or changed. Raises when another call has it.
create or replace function private.write_leg(known public.call_legs, leg public.call_legs)
  returns void
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
    update public.call_legs set
      status = leg.status, status_sequence = leg.status_sequence,
      first_seen_at = leg.first_seen_at, ringing_at = leg.ringing_at,
      answered_at = leg.answered_at, accepted_at = leg.accepted_at, ended_at = leg.ended_at,
      dial_ended_live = leg.dial_ended_live, dial_failed = leg.dial_failed,
      dial_bridged = leg.dial_bridged, duration_seconds = leg.duration_seconds,
      talk_seconds = leg.talk_seconds, price = leg.price, price_unit = leg.price_unit,
      sip_response_code = leg.sip_response_code
    where tenant_id = leg.tenant_id and call_sid = leg.call_sid;
    -- What hardly ever changes costs nothing while it does not.
    if (known.role, known.role_is_declared, known.medium, known.parent_call_sid, known.user_id,
        known.from_number, known.to_number)
      is distinct from (leg.role, leg.role_is_declared, leg.medium, leg.parent_call_sid,
        leg.user_id, leg.from_number, leg.to_number) then
      update public.call_legs set
        role = leg.role, role_is_declared = leg.role_is_declared, medium = leg.medium,
        parent_call_sid = leg.parent_call_sid, user_id = leg.user_id,
        from_number = leg.from_number, to_number = leg.to_number
      where tenant_id = leg.tenant_id and call_sid = leg.call_sid;
    end if;
  end if;
end
$$;
revoke all on function private.write_leg from public;

reset check_function_bodies;

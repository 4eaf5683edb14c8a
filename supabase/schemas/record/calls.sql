create table public.calls (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  twilio_call_sid text,
  -- Text, because lists filter by it: comparing enums is not leakproof, so under row-level security
  -- no index would be used.
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
  callee_id uuid,
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
  disposition_id uuid,
  lacks_outcome boolean not null generated always as (disposition_id is null
    and user_id is not null and direction <> 'internal'
    and coalesce(outcome, '') in ('connected', 'no-answer', 'busy')) stored,
  also_on uuid[] not null default '{}',
  owner_left boolean not null default false,
  talked_with uuid[] not null default '{}',
  primary key (tenant_id, id),
  unique (tenant_id, twilio_call_sid),
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete set null
    (contact_id),
  foreign key (tenant_id, user_id) references public.profiles (tenant_id, user_id)
);
comment on table public.calls is
  'One conversation, as a person sees it. Written by machine functions alone: the record is '
  'evidence.';
comment on column public.calls.also_on is
  'Who else of the company is on the line at this moment, besides user_id.';
comment on column public.calls.owner_left is
  'The call goes on without user_id, who has passed it on.';
comment on column public.calls.talked_with is
  'Who else of the company talked, besides user_id, once the call is over: as user_id, they see '
  'and hear what was said.';
comment on column public.calls.twilio_call_sid is
  'The first root leg: the rep''s of an outbound call, the caller''s of an inbound one.';
comment on column public.calls.callee_id is
  'The colleague who is called, of an internal call. No foreign key: the API takes a table that '
  'refers to profiles twice for two ways to them, and a call''s person could not be asked for.';
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
  'Twilio''s answer to the create was lost; the sweep asks.';
comment on column public.calls.has_more_evidence is
  'There are recordings, spans or steps to read before the call is judged, or something was asked '
  'of it.';
comment on column public.calls.imported_at is
  'When the call was found at Twilio because no webhook reported it; else null.';
comment on column public.calls.next_check_at is
  'When the sweep compares this call with Twilio next.';
comment on column public.calls.settled_at is
  'When the sweep last compared the ended call with Twilio and nothing was missing.';
comment on column public.calls.disposition_id is
  'What a person says came of it: no evidence, but a copy by trigger of call_wrapups, by which the '
  'log is filtered from an index. No foreign key: outcomes are never deleted.';
comment on column public.calls.lacks_outcome is
  'Asks for an outcome (as asksOutcome in lib/wrapups/decide.ts) and has none.';
comment on column public.calls.tenant_id is
  'No foreign key: each call would lock its tenant''s row. Only machine functions write here. '
  'Tenants are never deleted.';
comment on column public.calls.phone_number_id is
  'The tenant''s number that was dialled or is shown. No foreign key: each call would lock its '
  'number''s row. Numbers are never deleted.';

-- Includes what figures count, so that a month is counted from the index alone.
create index calls_log on public.calls (tenant_id, created_at desc, id desc) include
  (user_id, callee_id, outcome, duration_seconds, direction, phone_number_id, disposition_id,
    lacks_outcome);
create index calls_by_contact on public.calls (tenant_id, contact_id, created_at desc, id desc)
  where contact_id is not null;
create index calls_by_person on public.calls (tenant_id, user_id, created_at desc, id desc);
create index calls_by_callee on public.calls (tenant_id, callee_id, created_at desc, id desc)
  where callee_id is not null;
-- Partial: live calls rarely have an outcome, many calls never a contact, and no list asks for
-- their absence.
create index calls_by_outcome on public.calls (tenant_id, outcome, created_at desc, id desc)
  where outcome is not null;
create index calls_by_direction on public.calls (tenant_id, direction, created_at desc, id desc);
create index calls_by_number on public.calls
  (tenant_id, phone_number_id, created_at desc, id desc) where phone_number_id is not null;
create index calls_by_customer on public.calls
  (tenant_id, customer_number, created_at desc, id desc);
create index calls_by_disposition on public.calls
  (tenant_id, disposition_id, created_at desc, id desc) where disposition_id is not null;
create index calls_without_outcome on public.calls (tenant_id, created_at desc, id desc)
  where lacks_outcome is true;
create index calls_live on public.calls (tenant_id, user_id) where ended_at is null;
-- Whoever asks who is on a call reads those few, not all that go on.
create index calls_joined on public.calls (tenant_id) where ended_at is null and also_on <> '{}';
create index calls_talked_with on public.calls (tenant_id, created_at) where talked_with <> '{}';
create index calls_unsettled on public.calls (next_check_at) where settled_at is null;

alter table public.calls enable row level security;
revoke all on public.calls from anon, authenticated, service_role;
grant select on public.calls to authenticated;

create policy "members read calls, internal ones those on them and managers"
  on public.calls for select to authenticated
  using (tenant_id = (select private.tenant_id())
    and (direction <> 'internal' or user_id = (select auth.uid())
      or callee_id = (select auth.uid()) or (select private.role()) in ('manager', 'admin')
      or id in (select private.own_meetings())));

create trigger broadcast_new_call after insert on public.calls
  for each row execute function private.broadcast_call();
-- The columns keep what follows from a call's end or talk from being asked while its phones ring
-- (private.write_call): a condition is parsed by each statement, a list of columns is not.
create trigger broadcast_changed_call after update of version on public.calls
  for each row execute function private.broadcast_call();
create trigger notify_callee after update of ended_at on public.calls
  for each row when (new.direction = 'internal' and old.stage <> 'ended' and new.stage = 'ended')
  execute function private.notify_callee();
create trigger follow_call after update of contact_id on public.calls
  for each row when (old.contact_id is distinct from new.contact_id)
  execute function private.follow_call();
-- A caller who talks or has gone waits no more.
create trigger follow_queue after update of answered_at, ended_at on public.calls
  for each row when (old.stage <> new.stage and new.stage in ('connected', 'ended')
    -- Whom we called may be transferred into a queue.
    and (new.direction = 'inbound' or new.has_more_evidence))
  execute function private.follow_queue();
-- At the transaction's end.
create constraint trigger follow_new after insert on public.calls
  deferrable initially deferred
  for each row when (new.stage = 'ended' or new.contact_id is not null)
  execute function private.follow_call_written();
create constraint trigger follow_changed
  after update of outcome, answered_at, ended_at, user_id, contact_id, from_number, to_number
  on public.calls deferrable initially deferred
  for each row execute function private.follow_call_written();

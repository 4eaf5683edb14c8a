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
  'Append-only ledger: every webhook whole, every answer of Twilio''s API that the record is based '
  'on, every hang-up requested.';
comment on column public.call_events.call_id is
  'No foreign key: an event that cannot be applied is stored too.';
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
  'The event, to apply it again.';
comment on column public.call_events.solved_at is
  'When an event with a problem was applied later.';

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
    or ((select (select auth.uid()) = any (array[c.user_id, c.callee_id] || c.talked_with)
         from public.calls c
         where c.tenant_id = call_events.tenant_id and c.id = call_events.call_id)
      -- Through the legs' own policy: a leg this person may not read hides its events.
      and (call_sid is null or (select true from public.call_legs l
                                where l.tenant_id = call_events.tenant_id
                                  and l.call_sid = call_events.call_sid)))));

create table public.message_events (
  id bigint generated always as identity primary key,
  tenant_id uuid not null,
  message_id uuid,
  message_sid text,
  event_type text not null,
  event_data jsonb not null,
  query text,
  dedupe_key text not null,
  occurred_at timestamptz not null,
  created_at timestamptz not null default now(),
  problem text,
  problem_event jsonb,
  solved_at timestamptz,
  solved_by uuid,
  unique (tenant_id, dedupe_key)
);
comment on table public.message_events is
  'Append-only ledger: every webhook about messages whole, and every answer of Twilio''s API.';
comment on column public.message_events.tenant_id is
  'No foreign key, nor for message_id, as in call_events.';
comment on column public.message_events.problem is
  'Why it could not be applied, or not even be read; null when it was.';

comment on column public.message_events.problem_event is
  'The event that could not be applied, to be applied again; null where it could not be read.';
comment on column public.message_events.solved_at is
  'When an event with a problem was applied later.';

create index message_events_with_problem on public.message_events (tenant_id, id desc)
  where problem is not null and solved_at is null;
create index message_events_by_message on public.message_events
  (tenant_id, message_id, occurred_at, id);

alter table public.message_events enable row level security;
revoke all on public.message_events from anon, authenticated, service_role;
grant select on public.message_events to authenticated;

create policy "members read the events of their tenant's messages" on public.message_events
  for select to authenticated using (tenant_id = (select private.tenant_id()));

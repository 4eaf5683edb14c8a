create table public.call_controls (
  tenant_id uuid not null,
  call_id uuid not null,
  customer_in text not null check (customer_in in ('hold', 'room', 'dial')),
  held_by uuid,
  held_at timestamptz,
  asked_by uuid,
  asked_at timestamptz,
  mode text check (mode in ('warm', 'cold')),
  target_kind text check (target_kind in ('person', 'number', 'voicemail', 'route')),
  target_user uuid,
  target_number text,
  target_sid text,
  target_state text check (target_state in ('ringing', 'talking', 'gone')),
  changes integer not null default 0,
  updated_at timestamptz not null,
  primary key (tenant_id, call_id),
  foreign key (tenant_id, call_id) references public.calls (tenant_id, id) on delete cascade
);
comment on table public.call_controls is
  'What people have asked of a call while they talk: hold, transfer (ADR 13). A call without a row '
  'is a plain <Dial>. Only what Twilio reports is evidence of the record: this is what was asked.';
comment on column public.call_controls.customer_in is
  'Where the customer is to be: hearing music, in the room (a Twilio Conference) with the '
  'company''s people, or connected by a <Dial> of their own leg to whom the call was transferred.';
comment on column public.call_controls.asked_by is 'Who transfers the call.';
comment on column public.call_controls.mode is
  'warm: the two talk first, while the customer is on hold. cold: the customer is connected at '
  'once.';
comment on column public.call_controls.target_sid is
  'The leg of whom a warm transfer rings: our own request, so its CallSid is known.';
comment on column public.call_controls.target_state is
  'What became of that leg so far, for the page: people cannot read the legs of colleagues.';
comment on column public.call_controls.changes is
  'Counts what was asked: of two people at once, the second finds another count.';

-- Looked after every ten seconds: machine.controlled_calls reads only what was asked lately.
create index call_controls_recent on public.call_controls (updated_at);

alter table public.call_controls enable row level security;
revoke all on public.call_controls from anon, authenticated, service_role;
grant select (tenant_id, call_id, customer_in, held_by, held_at, asked_by, asked_at, mode,
  target_kind, target_user, target_sid, target_state, changes, updated_at) on public.call_controls
  to authenticated;

create policy "members see what was asked of the calls they may read" on public.call_controls
  for select to authenticated using (tenant_id = (select private.tenant_id()));

create trigger broadcast after insert or update on public.call_controls
  for each row execute function private.broadcast_change('call_controls', 'call_id');

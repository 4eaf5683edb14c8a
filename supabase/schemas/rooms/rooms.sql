-- A LiveKit room of a call, or of a meeting of colleagues. A call may have several, one after the
-- other: each <Dial> of its route that rings browsers makes one.
create table public.rooms (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  call_id uuid,
  name text not null check (name <> ''),
  kind text not null check (kind in ('call', 'meeting')),
  silence_seconds integer check (silence_seconds between 5 and 3600),
  claimed_by uuid,
  claimed_at timestamptz,
  answered_at timestamptz,
  heard_at timestamptz,
  started_at timestamptz not null,
  ended_at timestamptz,
  end_reason text check (end_reason in ('caller_left', 'person_left', 'nobody_left', 'silence',
    'time_limit', 'ended_in_app', 'declined', 'not_answered', 'on_phone', 'mismatch',
    'swept')),
  closed_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, name),
  foreign key (tenant_id, call_id) references public.calls (tenant_id, id) on delete cascade
);
comment on table public.rooms is
  'A LiveKit room: of a call, which livekit-sip puts into it, or of a meeting. What was asked of '
  'it and when people were heard; who talked is evidence of the record (call_legs, call_spans).';
comment on column public.rooms.call_id is 'Null for one that was refused: it is no call of ours.';
comment on column public.rooms.name is
  'LiveKit''s. Unguessable, and learnt from its signed webhooks; never chosen by a browser.';
comment on column public.rooms.silence_seconds is
  'How long nobody may speak until it is ended; null: for ever.';
comment on column public.rooms.claimed_by is
  'Who answers. Until answered_at, for five seconds from claimed_at: then it rings on.';
comment on column public.rooms.answered_at is
  'When the caller was connected, or the second person of a meeting had come.';
comment on column public.rooms.heard_at is
  'When anybody was last heard to speak, by what any of the browsers in it said; our clock.';
comment on column public.rooms.closed_at is
  'When LiveKit, and Twilio where it had to, had ended it too; null: the sweep asks them again.';

create index rooms_by_call on public.rooms (tenant_id, call_id);
create index rooms_live on public.rooms (started_at) where closed_at is null;

alter table public.rooms enable row level security;
revoke all on public.rooms from anon, authenticated, service_role;
-- Without the name: it is in the token of whoever may enter.
grant select (tenant_id, id, call_id, kind, silence_seconds, claimed_by, claimed_at, answered_at,
  heard_at, started_at, ended_at, end_reason) on public.rooms to authenticated;

create policy "members see the rooms of the calls that they may read" on public.rooms
  for select to authenticated
  using (tenant_id = (select private.tenant_id())
    and (select true from public.calls c
         where c.tenant_id = rooms.tenant_id and c.id = rooms.call_id));

create trigger broadcast_new after insert on public.rooms
  for each row when (new.call_id is not null)
  execute function private.broadcast_change('rooms', 'call_id');
-- That somebody was heard is no news.
create trigger broadcast_changed after update on public.rooms
  for each row when ((old.claimed_by, old.claimed_at, old.answered_at, old.ended_at)
    is distinct from (new.claimed_by, new.claimed_at, new.answered_at, new.ended_at))
  execute function private.broadcast_change('rooms', 'call_id');
create trigger settle_invitations after update of ended_at on public.rooms
  for each row when (old.ended_at is null and new.ended_at is not null)
  execute function private.settle_invitations();

create table public.queue_entries (
  tenant_id uuid not null,
  call_id uuid not null,
  route_id uuid not null,
  step text not null,
  name text not null,
  people uuid[],
  group_id uuid,
  priority smallint not null,
  joined_at timestamptz not null,
  state text not null default 'waiting' check (state in
    ('waiting', 'ringing', 'callback', 'calling', 'answered', 'left', 'given_up')),
  ringing uuid,
  taken_by uuid,
  taken_at timestamptz,
  tries smallint not null default 0,
  next_try_at timestamptz,
  answered_at timestamptz,
  heard_at timestamptz not null,
  call_sid text not null,
  query text,
  talked_before smallint not null default 0,
  primary key (tenant_id, call_id),
  foreign key (tenant_id, call_id) references public.calls (tenant_id, id) on delete cascade,
  foreign key (tenant_id, route_id) references public.routes (tenant_id, id) on delete cascade
);
comment on table public.queue_entries is
  'Callers in the queues of routes: who waits, since when, and what came of it (ADR 10). A call '
  'has one entry, of the queue that it joined last.';
comment on column public.queue_entries.step is 'The queue: the step''s id in the route.';
comment on column public.queue_entries.people is 'Who may be rung; null: everybody.';
comment on column public.queue_entries.group_id is
  'The group that they are: private.follow_group keeps them so. It may be deleted.';
comment on column public.queue_entries.ringing is 'Whose phone rings for the caller.';
comment on column public.queue_entries.taken_by is
  'Who wants this caller next, wherever they stand in line.';
comment on column public.queue_entries.tries is 'How often a call back was tried.';
comment on column public.queue_entries.heard_at is
  'When Twilio last asked what is next for the caller. Whoever was not heard of for a minute has '
  'no place: their call has ended, and its end is on the way.';
comment on column public.queue_entries.query is
  'Where the call is in its route: the query of the URL that Twilio asked last.';
comment on column public.queue_entries.talked_before is
  'How many legs of the company had talked before the call joined: whoever was transferred into '
  'the queue is answered by a further one.';

create index queue_entries_line on public.queue_entries
  (tenant_id, priority desc, joined_at, call_id) where state in ('waiting', 'callback');
create index queue_entries_live on public.queue_entries (tenant_id, joined_at)
  where state in ('waiting', 'ringing', 'callback', 'calling');
create index queue_entries_answered on public.queue_entries
  (tenant_id, route_id, step, answered_at desc) where state = 'answered';

alter table public.queue_entries enable row level security;
revoke all on public.queue_entries from anon, authenticated, service_role;
grant select (tenant_id, call_id, route_id, step, name, people, priority, joined_at, state, ringing,
  taken_by, taken_at, tries, next_try_at, answered_at, heard_at) on public.queue_entries
  to authenticated;

create policy "managers and admins see who waits" on public.queue_entries
  for select to authenticated
  using (tenant_id = (select private.tenant_id())
    and (select private.role()) in ('manager', 'admin'));

create trigger broadcast_new after insert on public.queue_entries
  for each row execute function private.broadcast_change('queue_entries', 'call_id');
-- A caller who waits on is no news.
create trigger broadcast_changed after update on public.queue_entries
  for each row when (row(old.state, old.joined_at, old.ringing, old.taken_by, old.next_try_at)
    is distinct from row(new.state, new.joined_at, new.ringing, new.taken_by, new.next_try_at))
  execute function private.broadcast_change('queue_entries', 'call_id');
create constraint trigger follow_given_up after update on public.queue_entries
  deferrable initially deferred
  for each row when (old.state <> new.state and new.talked_before > 0
    and 'given_up' in (old.state, new.state))
  execute function private.follow_given_up();

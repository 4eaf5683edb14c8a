create table public.missed_callers (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  -- A number (E.164), or the call of a caller who withheld it.
  caller text not null,
  call_id uuid not null,
  kind text not null check (kind in ('missed', 'voicemail', 'callback')),
  calls integer not null check (calls > 0),
  rung uuid[] not null default '{}',
  first_missed_at timestamptz not null,
  missed_at timestamptz not null,
  reached_at timestamptz,
  reached_by uuid,
  reached_call_id uuid,
  reached_direction text check (reached_direction in ('inbound', 'outbound')),
  claimed_by uuid,
  claimed_at timestamptz,
  dismissed_at timestamptz,
  dismissed_by uuid,
  dismissed_reason text
    check (dismissed_reason in ('called_elsewhere', 'spam', 'wrong_number', 'other')),
  dismissed_note text check (char_length(dismissed_note) between 1 and 200),
  counts_after timestamptz,
  closed_at timestamptz generated always as (coalesce(reached_at,
    case when dismissed_at >= missed_at then dismissed_at end)) stored,
  unique (tenant_id, caller),
  foreign key (tenant_id, call_id) references public.calls (tenant_id, id) on delete cascade
);
comment on table public.missed_callers is
  'One line a caller whom nobody talked with, however often they rang. What the record says of '
  'them is derived from their calls by private.refresh_missed, in the transaction that writes a '
  'call; people claim and dismiss.';
comment on column public.missed_callers.call_id is 'Their last missed call.';
comment on column public.missed_callers.calls is
  'How often they were missed since somebody talked with them last, or dismissed them: of their '
  'last 100 calls.';
comment on column public.missed_callers.rung is 'Whom those calls rang.';
comment on column public.missed_callers.missed_at is 'When the last missed call was over.';
comment on column public.missed_callers.reached_at is
  'When somebody talked with them after that; null while nobody has.';
comment on column public.missed_callers.dismissed_at is
  'Closes the line until they are missed again: then it is earlier than missed_at.';
comment on column public.missed_callers.counts_after is
  'An earlier dismissal: calls missed before are not counted.';
comment on column public.missed_callers.closed_at is 'Null while there is something to do.';
comment on column public.missed_callers.claimed_by is
  'Who is on it. No foreign keys to people: a claim is stamped with whose session made it, and '
  'nobody''s profile is deleted.';

create index missed_callers_open on public.missed_callers (tenant_id, missed_at desc, id desc)
  where closed_at is null;
create index missed_callers_closed on public.missed_callers (tenant_id, closed_at desc, id desc)
  where closed_at is not null;
create index missed_callers_by_call on public.missed_callers (tenant_id, call_id);

alter table public.missed_callers enable row level security;
revoke all on public.missed_callers from anon, authenticated, service_role;
grant select on public.missed_callers to authenticated;
grant update (claimed_by, dismissed_at, dismissed_reason, dismissed_note) on public.missed_callers
  to authenticated;

create policy "members read whom their tenant missed" on public.missed_callers
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "members claim and dismiss whom their tenant missed" on public.missed_callers
  for update to authenticated
  using (tenant_id = (select private.tenant_id()))
  with check (tenant_id = (select private.tenant_id()));

create trigger clean_text before update of dismissed_note on public.missed_callers
  for each row execute function private.clean_text('dismissed_note:note');
create trigger stamp_person before update of claimed_by, dismissed_at, dismissed_reason,
    dismissed_note on public.missed_callers
  for each row when (auth.uid() is not null) execute function private.stamp_missed();
create trigger broadcast after insert or update or delete on public.missed_callers
  for each row execute function private.broadcast_change('missed_callers');
create constraint trigger refresh_activity after insert or update or delete
  on public.missed_callers deferrable initially deferred
  for each row execute function private.refresh_missed_activity();

create trigger text_back_new after insert on public.missed_callers
  for each row execute function private.text_back();
create trigger text_back after update on public.missed_callers
  for each row when (old.call_id is distinct from new.call_id)
  execute function private.text_back();

create table public.notifications (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  user_id uuid not null,
  kind text not null check (kind ~ '^[a-z_]{1,40}$'),
  subject text not null check (subject ~ '^[a-z_]{1,40}$'),
  subject_id uuid not null,
  actor_id uuid,
  facts jsonb not null default '{}',
  in_browser boolean not null default true,
  created_at timestamptz not null default now(),
  read_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references public.profiles (tenant_id, user_id)
);
comment on table public.notifications is
  'What a person is to notice. Written by triggers where it arises, through private.notify; one a '
  'person, kind and subject until it is read.';
comment on column public.notifications.kind is 'One of lib/notifications/kinds.ts.';
comment on column public.notifications.subject is
  'The table of what it is about. No foreign key: any table may be one.';
comment on column public.notifications.actor_id is 'Who caused it; null for nobody.';
comment on column public.notifications.facts is
  'What its sentence and its link need, as it was then: names, numbers, ids; actor is the name of '
  'actor_id.';
comment on column public.notifications.in_browser is
  'Whether its person wanted this kind shown by the browser too.';

create index notifications_of_person on public.notifications
  (tenant_id, user_id, created_at desc, id desc);
create index notifications_unread on public.notifications
  (tenant_id, user_id, created_at desc, id desc) where read_at is null;
create index notifications_by_age on public.notifications (created_at);
create index notifications_by_subject on public.notifications (tenant_id, subject_id)
  where read_at is null;

alter table public.notifications enable row level security;
revoke all on public.notifications from anon, authenticated, service_role;
grant select on public.notifications to authenticated;
grant update (read_at) on public.notifications to authenticated;

create policy "people read their own notifications" on public.notifications
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));
create policy "people mark their own notifications as read" on public.notifications
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()))
  with check (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));

create trigger broadcast after insert or update or delete on public.notifications
  for each row execute function private.broadcast_change('notifications', 'user_id');

-- On what notifies. A missed caller's line is written by webhooks, so this comes when everything
-- else of the transaction is written.
create constraint trigger notify_missed_new after insert on public.missed_callers
  deferrable initially deferred
  for each row execute function private.notify_missed();
create constraint trigger notify_missed after update on public.missed_callers
  deferrable initially deferred
  for each row when ((old.call_id, old.kind, old.closed_at) is distinct from
    (new.call_id, new.kind, new.closed_at))
  execute function private.notify_missed();
create trigger notify_owners_new after insert on public.contacts
  referencing new table as new_rows
  for each statement execute function private.notify_contact_owners();
create trigger notify_owners after update on public.contacts
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.notify_contact_owners();
create trigger notify_owner_new after insert on public.tasks
  for each row execute function private.notify_task();
create trigger notify_owner after update of owner_id, due_at, done_at on public.tasks
  for each row execute function private.notify_task();
create trigger forget_notifications after delete on public.tasks
  for each row execute function private.forget_notifications();
create trigger notify_mentioned_new after insert on public.notes
  for each row when (new.body like '%@%') execute function private.notify_mentioned();
create trigger notify_mentioned after update of body on public.notes
  for each row when (new.body like '%@%') execute function private.notify_mentioned();
create trigger forget_notifications after delete on public.notes
  for each row execute function private.forget_notifications();

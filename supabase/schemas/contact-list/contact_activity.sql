create table public.contact_activity (
  tenant_id uuid not null,
  contact_id uuid not null,
  sort_name text not null,
  is_archived boolean not null default false,
  last_call_at timestamptz not null default '-infinity',
  called_at timestamptz not null default '-infinity',
  is_missed boolean not null default false,
  has_open_task boolean not null default false,
  primary key (tenant_id, contact_id),
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete cascade
);
comment on table public.contact_activity is
  'What the list of contacts is sorted and filtered by beside the contact itself. Not columns of '
  'contacts: a call would write all indexes of its contact, and count as a change of it. Kept by '
  'triggers.';
comment on column public.contact_activity.last_call_at is
  'When their newest call began; -infinity: never.';
comment on column public.contact_activity.called_at is
  'When they were called or talked with last, as private.was_called says, logged calls too.';
comment on column public.contact_activity.is_missed is
  'One of their calls is an open line of the missed inbox.';

create index contact_activity_by_last_call on public.contact_activity
  (tenant_id, last_call_at, contact_id) where not is_archived;
create index contact_activity_by_called on public.contact_activity
  (tenant_id, called_at, contact_id) where not is_archived;
create index contact_activity_missed on public.contact_activity
  (tenant_id, sort_name, contact_id) where is_missed and not is_archived;
create index contact_activity_open_task on public.contact_activity
  (tenant_id, sort_name, contact_id) where has_open_task and not is_archived;

alter table public.contact_activity enable row level security;
revoke all on public.contact_activity from anon, authenticated, service_role;
grant select on public.contact_activity to authenticated;

create policy "members read their tenant's contact activity" on public.contact_activity
  for select to authenticated using (tenant_id = (select private.tenant_id()));

-- On contacts.
create trigger add_activity after insert on public.contacts
  for each row execute function private.keep_contact_activity();
create trigger keep_activity after update of name, archived_at on public.contacts
  for each row when ((old.sort_name, old.archived_at) is distinct from
    (new.sort_name, new.archived_at))
  execute function private.keep_contact_activity();

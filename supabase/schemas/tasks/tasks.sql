create table public.tasks (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  title text not null check (char_length(title) between 1 and 200),
  due_at timestamptz,
  remind_at timestamptz,
  owner_id uuid not null default auth.uid(),
  contact_id uuid,
  call_id uuid,
  repeat text not null default 'none' check (repeat in ('none', 'daily', 'weekly', 'monthly')),
  repeats_from timestamp,
  follows uuid,
  notify_at timestamptz,
  disposition_id uuid,
  done_at timestamptz,
  done_by uuid,
  created_by uuid not null default auth.uid(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  edited_by jsonb not null default '{}',
  primary key (tenant_id, id),
  constraint tasks_reminder check (remind_at is null or remind_at <= due_at),
  constraint tasks_repeat check (repeat = 'none'
    or (due_at is not null and repeats_from is not null)),
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete cascade
);
comment on table public.tasks is 'What somebody of the tenant is to do, and by when.';
comment on column public.tasks.owner_id is
  'A member, by trigger; no foreign key, as the API takes a table that refers to contacts '
  'and to profiles for a way between the two.';
comment on column public.tasks.contact_id is
  'Of a task from a call: the call''s contact, kept by triggers.';
comment on column public.tasks.repeats_from is
  'When the first of a repeated task was due, as a clock of the tenant''s zone shows it: the 31st '
  'and a time that a change of clocks skips are kept.';
comment on column public.tasks.notify_at is
  'When the owner is notified next, by trigger; null: there is nothing to notify of.';
comment on column public.tasks.follows is 'The task that this one was made from when it was done.';
comment on column public.tasks.disposition_id is
  'The outcome of the call that this task follows from. Until somebody changes the task '
  '(updated_at), another outcome withdraws it.';
comment on column public.tasks.edited_by is
  'Who changed a column last: {column: user_id}. Kept by a trigger.';

create index tasks_open on public.tasks (tenant_id, due_at, id) where done_at is null;
create index tasks_open_of_owner on public.tasks (tenant_id, owner_id, due_at, id)
  where done_at is null;
create index tasks_done on public.tasks (tenant_id, done_at desc, id desc)
  where done_at is not null;
create index tasks_done_of_owner on public.tasks (tenant_id, owner_id, done_at desc, id desc)
  where done_at is not null;
create index tasks_by_owner on public.tasks (tenant_id, owner_id);
create index tasks_by_contact on public.tasks (tenant_id, contact_id, created_at desc, id desc);
create index tasks_open_of_contact on public.tasks (tenant_id, contact_id) where done_at is null;
create index tasks_by_call on public.tasks (tenant_id, call_id);
create index tasks_to_notify on public.tasks (notify_at) where notify_at is not null;
create unique index tasks_by_origin on public.tasks (tenant_id, follows)
  where follows is not null;
create unique index tasks_by_outcome on public.tasks (tenant_id, call_id, disposition_id)
  where disposition_id is not null;

alter table public.tasks enable row level security;
revoke all on public.tasks from anon, authenticated, service_role;
grant select, delete on public.tasks to authenticated;
grant insert (id, tenant_id, title, due_at, remind_at, owner_id, contact_id, call_id, repeat,
  repeats_from, follows, disposition_id, created_by) on public.tasks to authenticated;
grant update (title, due_at, remind_at, owner_id, repeat, repeats_from, done_at, done_by,
  updated_at) on public.tasks to authenticated;

create policy "members read their tenant's tasks" on public.tasks
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "members add tasks as themselves, for anyone of their tenant" on public.tasks
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and created_by = (select auth.uid()));
create policy "owners, creators, managers and admins change tasks" on public.tasks
  for update to authenticated
  using (tenant_id = (select private.tenant_id())
    and (owner_id = (select auth.uid()) or created_by = (select auth.uid())
      or (select private.role()) in ('manager', 'admin')))
  with check (tenant_id = (select private.tenant_id()));
create policy "owners, creators, managers and admins delete tasks" on public.tasks
  for delete to authenticated
  using (tenant_id = (select private.tenant_id())
    and (owner_id = (select auth.uid()) or created_by = (select auth.uid())
      or (select private.role()) in ('manager', 'admin')));

create trigger broadcast_task after insert or update or delete on public.tasks
  for each row execute function private.broadcast_change('tasks', 'contact_id', 'owner_id');
create trigger clean_text before insert or update of title on public.tasks
  for each row execute function private.clean_text('title:name');
create trigger contact_of_call before insert on public.tasks
  for each row when (new.call_id is not null) execute function private.contact_of_call();
create trigger keep_editors before update of title, due_at, remind_at, owner_id, repeat
  on public.tasks for each row execute function
    private.keep_editors('title', 'due_at', 'remind_at', 'owner_id', 'repeat');
create trigger follow_merge before insert on public.tasks
  for each row when (new.contact_id is not null) execute function private.follow_merge();
create trigger owner_is_member before insert or update of owner_id on public.tasks
  for each row execute function private.owner_is_member();
create constraint trigger refresh_activity after insert or update or delete
  on public.tasks deferrable initially deferred
  for each row execute function private.refresh_contact_activity();
create trigger plan_notice before insert or update of due_at, remind_at, done_at on public.tasks
  for each row execute function private.plan_task_notice();

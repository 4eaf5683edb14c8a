set check_function_bodies = off;

drop trigger clean_text on public.contacts;
drop trigger note_editor on public.contacts;

-- What was written about a contact becomes its first note, by whoever changed it last.
alter table public.notes disable trigger broadcast_note;
insert into public.notes (tenant_id, contact_id, author_id, body, created_at, updated_at)
  select c.tenant_id, c.id, p.user_id, c.notes, c.updated_at, c.updated_at
  from public.contacts c
  left join public.profiles p
    on p.tenant_id = c.tenant_id and p.user_id::text = c.edited_by ->> 'notes'
  where c.notes <> '';
alter table public.notes enable trigger broadcast_note;
alter table public.contacts drop column notes;

-- Whoever is given a task is one of the tenant's people.
create or replace function private.owner_is_member() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from public.profiles
    where tenant_id = new.tenant_id and user_id = new.owner_id) then
    raise exception 'the owner is no member' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;

revoke all on function private.owner_is_member from public;

create table public.contact_changes (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  contact_id uuid not null,
  actor_id uuid not null,
  changes jsonb not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, contact_id, created_at, actor_id),
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete cascade
);
comment on table public.contact_changes is
  'What people changed about a contact, a row for each save. Written by triggers.';
comment on column public.contact_changes.changes is
  'By field {from, to}: name, company, email, owner_id, "phone:+1…" (its label), and "created" for '
  'a new contact.';

create index contact_changes_by_contact on public.contact_changes
  (tenant_id, contact_id, created_at desc, id desc);

alter table public.contact_changes enable row level security;
revoke all on public.contact_changes from anon, authenticated, service_role;
grant select on public.contact_changes to authenticated;

create policy "members read their tenant's contact changes" on public.contact_changes
  for select to authenticated using (tenant_id = (select private.tenant_id()));

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
  done_at timestamptz,
  done_by uuid,
  created_by uuid not null default auth.uid(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
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
comment on column public.tasks.follows is 'The task that this one was made from when it was done.';

create index tasks_open on public.tasks (tenant_id, due_at, id) where done_at is null;
create index tasks_open_of_owner on public.tasks (tenant_id, owner_id, due_at, id)
  where done_at is null;
create index tasks_done on public.tasks (tenant_id, done_at desc, id desc)
  where done_at is not null;
create index tasks_done_of_owner on public.tasks (tenant_id, owner_id, done_at desc, id desc)
  where done_at is not null;
create index tasks_by_owner on public.tasks (tenant_id, owner_id);
create index tasks_by_contact on public.tasks (tenant_id, contact_id, created_at desc, id desc);
create index tasks_by_call on public.tasks (tenant_id, call_id);
create unique index tasks_by_origin on public.tasks (tenant_id, follows)
  where follows is not null;

alter table public.tasks enable row level security;
revoke all on public.tasks from anon, authenticated, service_role;
grant select, delete on public.tasks to authenticated;
grant insert (id, tenant_id, title, due_at, remind_at, owner_id, contact_id, call_id, repeat,
  repeats_from, follows, created_by) on public.tasks to authenticated;
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
create trigger owner_is_member before insert or update of owner_id on public.tasks
  for each row execute function private.owner_is_member();

-- Everything that one transaction of a person changes about a contact is one row.
create or replace function private.add_contact_change(tenant uuid, contact uuid, what jsonb)
returns void
language sql set search_path = pg_catalog, pg_temp as $$
  insert into public.contact_changes as c (tenant_id, contact_id, actor_id, changes)
    select tenant, contact, private.actor(), what
    where what <> '{}' and private.actor() is not null
  on conflict (tenant_id, contact_id, created_at, actor_id)
    do update set changes = c.changes || excluded.changes
$$;

revoke all on function private.add_contact_change from public;

-- A call was given to a contact, or taken from one: its notes and tasks go along. A contact has
-- one pinned note, so they are not pinned there.
create or replace function private.follow_call() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.notes set contact_id = new.contact_id, pinned_at = null
    where tenant_id = new.tenant_id and call_id = new.id;
  update public.tasks set contact_id = new.contact_id
    where tenant_id = new.tenant_id and call_id = new.id;
  return null;
end
$$;

revoke all on function private.follow_call from public;

create or replace function private.keep_contact_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  what jsonb := '{"created": {}}';
begin
  if tg_op = 'UPDATE' then
    select coalesce(jsonb_object_agg(key, jsonb_build_object('from', to_jsonb(old) -> key,
        'to', value)), '{}') into what
      from jsonb_each(to_jsonb(new))
      where key in ('name', 'company', 'email', 'owner_id')
        and value is distinct from to_jsonb(old) -> key;
  end if;
  perform private.add_contact_change(new.tenant_id, new.id, what);
  return null;
end
$$;

revoke all on function private.keep_contact_change from public;

-- A contact that is being deleted takes its numbers along: nothing to keep then.
create or replace function private.keep_phone_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  about public.contact_phones := coalesce(new, old);
  what jsonb := '{}';
begin
  if old.phone is not null and old.phone is distinct from new.phone then
    what := jsonb_build_object('phone:' || old.phone, jsonb_build_object('from', old.label));
  end if;
  if new.phone is not null then
    what := what || jsonb_build_object('phone:' || new.phone, jsonb_build_object('to', new.label)
      || case when old.phone = new.phone then jsonb_build_object('from', old.label)
        else '{}' end);
  end if;
  if exists (select from public.contacts c
    where c.tenant_id = about.tenant_id and c.id = about.contact_id) then
    perform private.add_contact_change(about.tenant_id, about.contact_id, what);
  end if;
  return null;
end
$$;

revoke all on function private.keep_phone_change from public;

create or replace function private.note_editor() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  select new.edited_by || coalesce(jsonb_object_agg(key, auth.uid()), '{}') into new.edited_by
    from jsonb_each(to_jsonb(new))
    where key in ('name', 'company', 'email', 'owner_id')
      and value is distinct from to_jsonb(old) -> key;
  return new;
end
$$;

revoke all on function private.note_editor from public;

-- A contact and its numbers, all or nothing. A number that stays keeps its row: calls from a shared
-- number go to the contact that had it first.
create or replace function public.save_contact(contact jsonb, phones jsonb, was jsonb) returns text
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.tenant_id();
  is_new boolean := coalesce(was, 'null') = 'null';
  typed record;
  now_there jsonb;
begin
  if tenant is null then
    raise exception 'members only' using errcode = 'insufficient_privilege';
  end if;
  select * into typed from jsonb_to_record(contact)
    as c (id uuid, name text, company text, email text, owner_id uuid);
  if is_new then
    insert into public.contacts (id, tenant_id, name, company, email, owner_id)
      values (typed.id, tenant, typed.name, typed.company, typed.email, typed.owner_id)
      on conflict (id) do nothing;
    if not found then
      return case when exists (
        select from public.contacts where tenant_id = tenant and id = typed.id
      ) then 'changed' else 'not_found' end;
    end if;
  else
    select jsonb_build_object('name', name, 'company', company, 'email', email,
        'owner_id', owner_id) into now_there
      from public.contacts where tenant_id = tenant and id = typed.id for update;
    if not found then return 'not_found'; end if;
    -- A statement of its own, so that it sees what was saved while this one waited for the row.
    now_there := now_there || jsonb_build_object('phones', (
      select coalesce(jsonb_agg(jsonb_build_object('phone', phone,
        'extension', extension, 'label', label)
        order by phone collate "C"), '[]')
      from public.contact_phones where tenant_id = tenant and contact_id = typed.id));
    if now_there <> was then return 'changed'; end if;
    update public.contacts set name = typed.name, company = typed.company, email = typed.email,
      owner_id = typed.owner_id, updated_at = now()
      where tenant_id = tenant and id = typed.id;
  end if;
  delete from public.contact_phones kept
    where kept.tenant_id = tenant and kept.contact_id = typed.id and not exists (
      select from jsonb_array_elements(phones) as wanted where wanted ->> 'phone' = kept.phone);
  insert into public.contact_phones as kept
      (tenant_id, contact_id, phone, extension, label, position)
    select tenant, typed.id, wanted.phone, coalesce(wanted.extension, ''), wanted.label,
      wanted.place - 1
    from rows from (jsonb_to_recordset(phones) as (phone text, extension text, label text))
      with ordinality as wanted (phone, extension, label, place)
  on conflict (tenant_id, contact_id, phone)
    do update set extension = excluded.extension, label = excluded.label,
      position = excluded.position
    where (kept.extension, kept.label, kept.position)
      is distinct from (excluded.extension, excluded.label, excluded.position);
  return 'saved';
end
$$;

comment on function public.save_contact is
  'Adds a contact {id, name, company, email, owner_id} with its numbers '
  '[{phone, extension, label}] in their order, or changes it if it still is as it was: '
  '{name, company, email, owner_id, phones (by number)}; null for a new one. '
  'saved | changed | not_found';

revoke all on function public.save_contact from public, anon, service_role;
grant execute on function public.save_contact to authenticated;

-- A repeated task that is done makes the next, in the same transaction and once; undone, it takes
-- back the next as long as that one is not done.
create or replace function public.set_task_done(task uuid, done boolean,
  next_due timestamptz default null) returns boolean
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.tenant_id();
  own public.tasks;
begin
  if not done then
    update public.tasks t set done_at = null, done_by = null, updated_at = now()
      where t.tenant_id = tenant and t.id = task
      returning * into own;
    if not found then return false; end if;
    delete from public.tasks n
      where n.tenant_id = own.tenant_id and n.follows = task and n.done_at is null;
    return true;
  end if;
  update public.tasks t set done_at = coalesce(t.done_at, now()),
      done_by = coalesce(t.done_by, auth.uid()), updated_at = now()
    where t.tenant_id = tenant and t.id = task
    returning * into own;
  if not found then return false; end if;
  if own.repeat <> 'none' and next_due is not null then
    insert into public.tasks (tenant_id, title, due_at, remind_at, owner_id, contact_id, call_id,
        repeat, repeats_from, follows)
      values (own.tenant_id, own.title, next_due, next_due - (own.due_at - own.remind_at),
        own.owner_id, own.contact_id, own.call_id, own.repeat, own.repeats_from, own.id)
      on conflict do nothing;
  end if;
  return true;
end
$$;

comment on function public.set_task_done is
  'Marks a task as done or open again. `next_due` is when the next of a repeated task is due. '
  'False where there is no such task that this person may change.';

revoke all on function public.set_task_done from public, anon, service_role;
grant execute on function public.set_task_done to authenticated;

create trigger clean_text before insert or update of name, company, email on public.contacts
  for each row execute function private.clean_text('name:name', 'company:line', 'email:line');
create trigger keep_change after insert or update of phone, label or delete
  on public.contact_phones for each row execute function private.keep_phone_change();
create trigger keep_change after insert or update of name, company, email, owner_id
  on public.contacts for each row execute function private.keep_contact_change();
create trigger note_editor before update of name, company, email, owner_id
  on public.contacts for each row when (auth.uid() is not null)
  execute function private.note_editor();

reset check_function_bodies;

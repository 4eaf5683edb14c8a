set check_function_bodies = off;

-- Written by hand. Tasks whose time has passed already are nobody's news.
alter table public.tasks add column notify_at timestamptz;
update public.tasks set notify_at = case when remind_at > now() then remind_at else due_at end
  where done_at is null and due_at > now();

-- The daily mails whose time has come, each with what is to be in it. A mail counts as sent from
-- here on: whoever asks at the same moment gets others, and a process that dies sends none. Three
-- hours late a mail is left out.
create or replace function machine.claim_daily_mails(at timestamptz, how_many integer)
  returns jsonb
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with come as (
    select s.tenant_id, s.user_id, s.mail_off, p.name, p.email, t.name as company, t.time_zone,
      t.country_code, d.day
    from public.notification_settings s
    join public.profiles p on p.tenant_id = s.tenant_id and p.user_id = s.user_id
      and p.removed_at is null
    join public.tenants t on t.id = s.tenant_id
    cross join lateral (select ((at at time zone t.time_zone) - s.mail_at)::date as day) d
    where s.mail_at is not null and (s.mailed_on is null or s.mailed_on < d.day)
      and (at at time zone t.time_zone) < d.day + s.mail_at + interval '3 hours'
    limit how_many for update of s skip locked
  ), claimed as (
    update public.notification_settings s set mailed_on = come.day from come
      where s.tenant_id = come.tenant_id and s.user_id = come.user_id
      returning come.*
  )
  select coalesce(jsonb_agg(jsonb_build_object('tenant_id', c.tenant_id, 'user_id', c.user_id,
      'day', c.day, 'name', c.name, 'email', c.email, 'company', c.company, 'time_zone',
      c.time_zone, 'country_code', c.country_code)
    || private.daily_mail(c.tenant_id, c.user_id, at, c.time_zone, c.mail_off)), '[]'::jsonb)
  from claimed c
$$;

revoke all on function machine.claim_daily_mails from public;
grant execute on function machine.claim_daily_mails to ringbook_machine;

-- Notifies the owners of open tasks whose reminder or time has come, and plans the next: after a
-- reminder, when the task is due. Several at once take different tasks. Gives how many there were.
create or replace function machine.notify_due_tasks(at timestamptz, how_many integer)
  returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  task record;
  done integer := 0;
begin
  for task in
    with come as (
      select t.tenant_id, t.id from public.tasks t
      where t.notify_at <= at order by t.notify_at limit how_many for update skip locked
    )
    update public.tasks t
      set notify_at = case when t.due_at > at then t.due_at end from come
      where t.tenant_id = come.tenant_id and t.id = come.id
      returning t.tenant_id, t.id, t.title, t.owner_id, t.due_at, t.contact_id
  loop
    perform private.notify(task.tenant_id, task.owner_id, 'due', 'tasks', task.id, null,
      private.task_facts(task.tenant_id, task.title, task.contact_id)
        || jsonb_build_object('due_at', task.due_at));
    done := done + 1;
  end loop;
  return done;
end
$$;

revoke all on function machine.notify_due_tasks from public;
grant execute on function machine.notify_due_tasks to ringbook_machine;

-- The mail of this day did certainly not go out: it is claimed again.
create or replace function machine.return_daily_mail(tenant uuid, person uuid, of_day date)
  returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update public.notification_settings set mailed_on = of_day - 1
    where tenant_id = tenant and user_id = person and mailed_on = of_day $$;

revoke all on function machine.return_daily_mail from public;
grant execute on function machine.return_daily_mail to ringbook_machine;

-- What a person's daily mail says: whom they are to call back, what they are to do until the end of
-- the day, and what they have not read besides; of each the first ten, and how many there are, up
-- to a hundred.
create or replace function private.daily_mail(tenant uuid, person uuid, at timestamptz, zone text,
  left_out text[]) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'missed', private.first_ten(array(select jsonb_build_object('what', m.kind, 'calls', m.calls,
        'missed_at', m.missed_at, 'number', c.customer_number, 'name', k.name)
      from public.missed_callers m
      join public.calls c on c.tenant_id = m.tenant_id and c.id = m.call_id
      left join public.contacts k on k.tenant_id = c.tenant_id and k.id = c.contact_id
      where m.tenant_id = tenant and m.closed_at is null and 'missed' <> all (left_out)
        and (m.claimed_by = person or person = any (m.rung) or k.owner_id = person)
      order by m.missed_at desc, m.id desc limit 100)),
    'tasks', private.first_ten(array(select private.task_facts(tenant, t.title, t.contact_id)
        || jsonb_build_object('due_at', t.due_at)
      from public.tasks t
      where t.tenant_id = tenant and t.owner_id = person and t.done_at is null
        and t.due_at < ((at at time zone zone)::date + 1)::timestamp at time zone zone
        and 'due' <> all (left_out)
      order by t.due_at, t.id limit 100)),
    'unread', private.first_ten(array(select jsonb_build_object('kind', n.kind, 'subject',
        n.subject, 'facts', n.facts)
      from public.notifications n
      where n.tenant_id = tenant and n.user_id = person and n.read_at is null
        and n.kind not in ('missed', 'due') and n.kind <> all (left_out)
      order by n.created_at desc, n.id desc limit 100)))
$$;

revoke all on function private.daily_mail from public;

create or replace function private.first_ten(found jsonb[]) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('count', cardinality(found), 'first', to_jsonb(found[1:10])) $$;

revoke all on function private.first_ten from public;

-- What a notification is about was deleted.
create or replace function private.forget_notifications() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.notifications
    where tenant_id = old.tenant_id and subject_id = old.id and read_at is null;
  return null;
end
$$;

revoke all on function private.forget_notifications from public;

-- Whom of the tenant a text names as "@Maya Chen", in any case. The longest names are looked for
-- first, so that "@Rob Stone" is not also Rob. People of the same name are all named.
create or replace function private.mentioned_in(tenant uuid, body text) returns setof uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  person record;
  name_pattern text;
begin
  for person in select lower(p.name) as name, array_agg(p.user_id) as ids
      from public.profiles p where p.tenant_id = tenant and p.removed_at is null
        and strpos(lower(body), '@' || lower(p.name)) > 0
      group by lower(p.name) order by length(lower(p.name)) desc, lower(p.name) loop
    name_pattern := '(^|[^[:alnum:]])@'
      || regexp_replace(person.name, '([^[:alnum:]])', '\\\1', 'g') || '($|[^[:alnum:]])';
    if lower(body) ~ name_pattern then
      return query select unnest(person.ids);
      body := replace(lower(body), '@' || person.name, '');
    end if;
  end loop;
end
$$;

revoke all on function private.mentioned_in from public;

-- Notifies a person of something, unless they caused it or have left. The same kind about the same
-- subject that is not read yet is brought up to date instead. Never waits and never fails: what
-- calls it are the transactions that write calls, contacts and tasks. A notification that its
-- person is marking as read at this moment is skipped, and a new one written. Two transactions do
-- not write the same one: each has its subject's row locked.
create or replace function private.notify(tenant uuid, person uuid, what text, about text,
  about_id uuid, actor uuid, known jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if actor is not null then
    known := known || jsonb_build_object('actor', (select p.name from public.profiles p
      where p.tenant_id = tenant and p.user_id = actor));
  end if;
  if person is null or person = actor or not exists (select from public.profiles p
      where p.tenant_id = tenant and p.user_id = person and p.removed_at is null) then
    return;
  end if;
  update public.notifications n set created_at = now(), actor_id = actor, facts = known
    where n.tenant_id = tenant and n.id = (select m.id from public.notifications m
      where m.tenant_id = tenant and m.subject_id = about_id and m.user_id = person
        and m.kind = what and m.read_at is null
      limit 1 for update skip locked);
  if found then return; end if;
  insert into public.notifications (tenant_id, user_id, kind, subject, subject_id, actor_id, facts,
      in_browser)
    values (tenant, person, what, about, about_id, actor, known, not exists (
      select from public.notification_settings s
      where s.tenant_id = tenant and s.user_id = person and what = any (s.browser_off)));
exception when others then
  raise warning '% of % is not notified: %', what, about_id, sqlerrm;
end
$$;

revoke all on function private.notify from public;

-- Contacts were given to someone by somebody else. Of many given in one statement each owner has
-- one notification.
create or replace function private.notify_contact_owners() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor constant uuid := private.actor();
  given record;
begin
  -- An import or a trigger gives nothing to anyone.
  if actor is null then return null; end if;
  for given in execute case when tg_op = 'INSERT' then
      'select n.tenant_id, n.owner_id, count(*) as contacts, min(n.id::text)::uuid as id,
        min(n.name) as name from new_rows n where n.owner_id <> $1 group by 1, 2'
    else
      'select n.tenant_id, n.owner_id, count(*) as contacts, min(n.id::text)::uuid as id,
        min(n.name) as name from new_rows n join old_rows o on o.id = n.id
      where n.owner_id <> $1 and n.owner_id is distinct from o.owner_id group by 1, 2'
    end using actor loop
    perform private.notify(given.tenant_id, given.owner_id, 'assigned', 'contacts', given.id, actor,
      jsonb_build_object('name', given.name, 'count', given.contacts, 'contact_id',
        case when given.contacts = 1 then given.id end));
  end loop;
  return null;
end
$$;

revoke all on function private.notify_contact_owners from public;

-- Who is named in a note that did not name them before.
create or replace function private.notify_mentioned() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  person uuid;
begin
  for person in
      select * from private.mentioned_in(new.tenant_id, new.body)
      except
      select * from private.mentioned_in(new.tenant_id,
        case when tg_op = 'UPDATE' then old.body else '' end)
      order by 1 loop
    perform private.notify(new.tenant_id, person, 'mentioned', 'notes', new.id,
      coalesce(private.actor(), new.author_id),
      jsonb_build_object('contact_id', new.contact_id, 'call_id', new.call_id, 'name',
        (select c.name from public.contacts c
          where c.tenant_id = new.tenant_id and c.id = new.contact_id)));
  end loop;
  return null;
end
$$;

revoke all on function private.notify_mentioned from public;

-- A caller was missed (again): whom the call rang, who owns their contact and who has claimed them
-- are notified. Nobody any more once somebody has talked with them. The call is recorded whatever
-- becomes of this.
create or replace function private.notify_missed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  call record;
  person uuid;
begin
  if new.closed_at is not null then
    perform private.settle_notifications(new.tenant_id, '{missed}', new.id);
    return null;
  end if;
  if tg_op = 'UPDATE' and (old.call_id, old.kind) = (new.call_id, new.kind) then
    return null;
  end if;
  select c.user_id, c.contact_id, c.customer_number, k.name, k.owner_id into call
    from public.calls c
    left join public.contacts k on k.tenant_id = c.tenant_id and k.id = c.contact_id
    where c.tenant_id = new.tenant_id and c.id = new.call_id;
  for person in
      select distinct each from unnest(array[call.user_id, call.owner_id, new.claimed_by]) each
      where each is not null order by each loop
    perform private.notify(new.tenant_id, person, 'missed', 'missed_callers', new.id, null,
      jsonb_build_object('what', new.kind, 'calls', new.calls, 'call_id', new.call_id,
        'number', call.customer_number, 'contact_id', call.contact_id, 'name', call.name));
  end loop;
  return null;
exception when others then
  raise warning 'missed call % is not notified: %', new.call_id, sqlerrm;
  return null;
end
$$;

revoke all on function private.notify_missed from public;

-- A task was given to someone by somebody else; done or put off, there is nothing to notice any
-- more.
create or replace function private.notify_task() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor constant uuid := private.actor();
begin
  if new.done_at is not null then
    perform private.settle_notifications(new.tenant_id, '{assigned,due}', new.id);
    return null;
  end if;
  if tg_op = 'UPDATE' and new.due_at is distinct from old.due_at then
    perform private.settle_notifications(new.tenant_id, '{due}', new.id);
  end if;
  if tg_op = 'UPDATE' and new.owner_id = old.owner_id then return null; end if;
  if tg_op = 'UPDATE' then
    perform private.settle_notifications(new.tenant_id, '{assigned,due}', new.id);
  end if;
  if actor is not null then
    perform private.notify(new.tenant_id, new.owner_id, 'assigned', 'tasks', new.id, actor,
      private.task_facts(new.tenant_id, new.title, new.contact_id));
  end if;
  return null;
end
$$;

revoke all on function private.notify_task from public;

-- When a task's owner is to be notified: at its reminder, else when it is due; not of what was in
-- the past already when it was written.
create or replace function private.plan_task_notice() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.notify_at := case when new.done_at is not null then null
    when new.remind_at > now() then new.remind_at
    when new.due_at > now() then new.due_at end;
  return new;
end
$$;

revoke all on function private.plan_task_notice from public;

-- There is nothing to do any more about a subject: what is unread of these kinds counts as read.
-- What its person is marking at this moment is left to them.
create or replace function private.settle_notifications(tenant uuid, kinds text[], about_id uuid)
  returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update public.notifications n set read_at = now()
    where n.tenant_id = tenant and n.id in (select m.id from public.notifications m
      where m.tenant_id = tenant and m.subject_id = about_id and m.kind = any (kinds)
        and m.read_at is null
      for update skip locked);
exception when others then
  raise warning 'notifications of % are as they were: %', about_id, sqlerrm;
end
$$;

revoke all on function private.settle_notifications from public;

-- What a notification says of a task.
create or replace function private.task_facts(tenant uuid, title text, contact uuid) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('title', title, 'contact_id', contact, 'name',
    (select c.name from public.contacts c where c.tenant_id = tenant and c.id = contact)) $$;

revoke all on function private.task_facts from public;

CREATE INDEX tasks_to_notify ON public.tasks USING btree (notify_at) WHERE (notify_at IS NOT NULL);

CREATE TRIGGER plan_notice BEFORE INSERT OR UPDATE OF due_at, remind_at, done_at ON public.tasks FOR EACH ROW EXECUTE FUNCTION private.plan_task_notice();

comment on column public.tasks.notify_at is 'When the owner is notified next, by trigger; null: there is nothing to notify of.';

create table public.notification_settings (
  tenant_id uuid not null,
  user_id uuid not null,
  browser_off text[] not null default '{}' check (cardinality(browser_off) <= 50),
  mail_off text[] not null default '{}' check (cardinality(mail_off) <= 50),
  mail_at time,
  mailed_on date,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references public.profiles (tenant_id, user_id)
    on delete cascade
);
comment on table public.notification_settings is
  'How a person wants to be notified besides in the page; without a row, as the columns'' defaults '
  'have it.';
comment on column public.notification_settings.browser_off is
  'The kinds (lib/notifications/kinds.ts) that their browsers do not show.';
comment on column public.notification_settings.mail_off is
  'The kinds left out of the daily mail.';
comment on column public.notification_settings.mail_at is
  'When the daily mail is sent, by a clock of the tenant''s zone; null: it is not.';
comment on column public.notification_settings.mailed_on is
  'The day of the last daily mail, in the tenant''s zone. Set before it is sent, so that no day '
  'has two.';

create index notification_settings_mailed on public.notification_settings (tenant_id, user_id)
  where mail_at is not null;

alter table public.notification_settings enable row level security;
revoke all on public.notification_settings from anon, authenticated, service_role;
grant select on public.notification_settings to authenticated;
grant insert (tenant_id, user_id, browser_off, mail_off, mail_at)
  on public.notification_settings to authenticated;
grant update (browser_off, mail_off, mail_at) on public.notification_settings to authenticated;

create policy "people read how they are notified" on public.notification_settings
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));
create policy "people choose how they are notified" on public.notification_settings
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));
create policy "people change how they are notified" on public.notification_settings
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()))
  with check (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));

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

reset check_function_bodies;

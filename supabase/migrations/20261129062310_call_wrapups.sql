set check_function_bodies = off;

alter table public.profiles add column wrap_up_prompt boolean not null default true;

create or replace function private.broadcast_wrapup() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform realtime.send(
    jsonb_build_object('id', c.id, 'contact_id', c.contact_id, 'user_id', c.user_id,
      'version', extract(epoch from clock_timestamp()),
      'sent_at', (extract(epoch from now()) * 1000000)::bigint),
    'calls', 'tenant:' || t.id || ':' || t.realtime_epoch, true)
    from public.calls c join public.tenants t on t.id = c.tenant_id
    where c.tenant_id = new.tenant_id and c.id = new.call_id;
  return null;
end
$$;

revoke all on function private.broadcast_wrapup from public;

-- A new company starts with these; its admins change them in Settings → Outcomes.
create or replace function private.first_dispositions() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.dispositions (tenant_id, label, key, position, follow_up, follow_up_minutes)
    values (new.id, 'Interested', 1, 1, 'task', 1440),
      (new.id, 'Call back', 2, 2, 'call_again', 1440),
      (new.id, 'Left voicemail', 3, 3, 'call_again', 2880),
      (new.id, 'Not interested', 4, 4, 'none', null),
      (new.id, 'Wrong number', 5, 5, 'none', null);
  return null;
end
$$;

revoke all on function private.first_dispositions from public;

create or replace function private.stamp_wrapup() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.user_id := coalesce(auth.uid(), new.user_id);
  new.updated_at := now();
  new.version := old.version + 1;
  return new;
end
$$;

revoke all on function private.stamp_wrapup from public;

-- Which calls ask for an outcome is said by `asksOutcome` too (lib/wrapups/decide.ts).

create table public.dispositions (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  label text not null check (char_length(label) between 1 and 40),
  key smallint check (key between 1 and 9),
  position integer not null default 0,
  follow_up text not null default 'none' check (follow_up in ('none', 'task', 'call_again')),
  follow_up_minutes integer check (follow_up_minutes between 0 and 525600),
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
comment on table public.dispositions is
  'What a person may say came of a call: on screen an outcome. calls.outcome is what the record '
  'says.';
comment on column public.dispositions.key is 'The key that chooses it while a call is wrapped up.';
comment on column public.dispositions.follow_up_minutes is
  'How long after the call the follow-up is due; null with no follow-up.';
comment on column public.dispositions.archived_at is
  'Since when it cannot be chosen any more; calls that have it keep it.';

create unique index dispositions_one_label on public.dispositions (tenant_id, lower(label))
  where archived_at is null;
create unique index dispositions_one_key on public.dispositions (tenant_id, key)
  where archived_at is null;

alter table public.dispositions enable row level security;
revoke all on public.dispositions from anon, authenticated, service_role;
grant select on public.dispositions to authenticated;
grant insert (tenant_id, label, key, position, follow_up, follow_up_minutes)
  on public.dispositions to authenticated;
grant update (label, key, position, follow_up, follow_up_minutes, archived_at)
  on public.dispositions to authenticated;

create policy "members read their tenant's outcomes" on public.dispositions
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add outcomes" on public.dispositions
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins change outcomes" on public.dispositions
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));

create trigger audit after insert or update on public.dispositions
  for each row when (auth.uid() is not null)
  execute function private.audit_row('disposition', 'position');
create trigger clean_text before insert or update of label on public.dispositions
  for each row execute function private.clean_text('label:name');

create table public.call_wrapups (
  call_id uuid not null,
  tenant_id uuid not null,
  user_id uuid not null default auth.uid(),
  disposition_id uuid,
  dismissed_at timestamptz,
  updated_at timestamptz not null default now(),
  version integer not null default 1,
  primary key (tenant_id, call_id),
  foreign key (tenant_id, call_id) references public.calls (tenant_id, id) on delete cascade,
  foreign key (tenant_id, disposition_id) references public.dispositions (tenant_id, id)
);
comment on table public.call_wrapups is
  'What a person says came of a call. The call itself is evidence and is not written by people.';
comment on column public.call_wrapups.user_id is
  'Who said it last, by trigger. No foreign key: the API takes a table that refers to calls and to '
  'people as a link between them, and a call''s person could not be asked for any more.';
comment on column public.call_wrapups.dismissed_at is
  'When the person put the question away without an outcome.';

create index call_wrapups_by_person on public.call_wrapups (tenant_id, user_id);
create index call_wrapups_by_disposition on public.call_wrapups (tenant_id, disposition_id);

alter table public.call_wrapups enable row level security;
revoke all on public.call_wrapups from anon, authenticated, service_role;
grant select on public.call_wrapups to authenticated;
grant insert (call_id, tenant_id, disposition_id, dismissed_at) on public.call_wrapups
  to authenticated;
grant update (disposition_id, dismissed_at) on public.call_wrapups to authenticated;

create policy "members read their tenant's wrap-ups" on public.call_wrapups
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "people wrap up their own calls, managers and admins any" on public.call_wrapups
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid())
    and ((select private.role()) in ('manager', 'admin') or call_id in (
      select c.id from public.calls c
      where c.tenant_id = call_wrapups.tenant_id and c.user_id = (select auth.uid()))));
create policy "people change the wrap-ups of their calls, managers and admins any"
  on public.call_wrapups for update to authenticated
  using (tenant_id = (select private.tenant_id())
    and ((select private.role()) in ('manager', 'admin') or call_id in (
      select c.id from public.calls c
      where c.tenant_id = call_wrapups.tenant_id and c.user_id = (select auth.uid()))))
  with check (tenant_id = (select private.tenant_id()));

create trigger broadcast_wrapup after insert or update on public.call_wrapups
  for each row execute function private.broadcast_wrapup();
create trigger stamp_wrapup before update on public.call_wrapups
  for each row execute function private.stamp_wrapup();

create table public.logged_calls (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  contact_id uuid not null,
  user_id uuid not null default auth.uid(),
  direction text not null check (direction in ('inbound', 'outbound')),
  happened_at timestamptz not null,
  duration_seconds integer check (duration_seconds between 0 and 86400),
  disposition_id uuid,
  note text not null default '' check (char_length(note) <= 10000),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete cascade,
  foreign key (tenant_id, disposition_id) references public.dispositions (tenant_id, id)
);
comment on table public.logged_calls is
  'A call that happened elsewhere, as a person says. public.calls holds what Twilio attests.';
comment on column public.logged_calls.user_id is
  'Who talked, and logged it, by policy. No foreign key: as public.call_wrapups.user_id.';

create index logged_calls_of_contact on public.logged_calls
  (tenant_id, contact_id, happened_at desc, id desc);
create index logged_calls_by_person on public.logged_calls (tenant_id, user_id);
create index logged_calls_by_disposition on public.logged_calls (tenant_id, disposition_id);

alter table public.logged_calls enable row level security;
revoke all on public.logged_calls from anon, authenticated, service_role;
grant select, delete on public.logged_calls to authenticated;
grant insert (id, tenant_id, contact_id, direction, happened_at, duration_seconds, disposition_id,
  note) on public.logged_calls to authenticated;

create policy "members read their tenant's logged calls" on public.logged_calls
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "members log calls as themselves" on public.logged_calls
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));
create policy "people delete what they logged, admins any" on public.logged_calls
  for delete to authenticated
  using (tenant_id = (select private.tenant_id())
    and (user_id = (select auth.uid()) or (select private.role()) = 'admin'));

create trigger audit after delete on public.logged_calls
  for each row when (old.user_id is distinct from auth.uid())
  execute function private.audit_row('logged_call', 'note');
create trigger broadcast after insert or update or delete on public.logged_calls
  for each row execute function private.broadcast_change('logged_calls', 'contact_id');
create trigger clean_text before insert or update of note on public.logged_calls
  for each row execute function private.clean_text('note:paragraphs');

-- Pages that show a call show what was said of it too: a wrap-up is a change of its call.
create or replace function public.outcome_figures(since timestamptz, until timestamptz default
  'infinity', person uuid default null)
returns table (asked bigint, given bigint)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select count(*), count(w.disposition_id)
  from public.calls c
  left join public.call_wrapups w on w.tenant_id = c.tenant_id and w.call_id = c.id
  where c.tenant_id = (select private.tenant_id())
    and c.created_at >= since and c.created_at < until
    and (person is null or c.user_id = person)
    and c.outcome in ('connected', 'no-answer', 'busy')
    and c.user_id is not null
$$;

comment on function public.outcome_figures is
  'Of the calls begun from `since` until before `until`: how many ask for an outcome, and how many '
  'have one.';

revoke all on function public.outcome_figures from public, anon, service_role;
grant execute on function public.outcome_figures to authenticated;

CREATE TRIGGER first_dispositions AFTER INSERT ON public.tenants FOR EACH ROW EXECUTE FUNCTION private.first_dispositions();

comment on column public.profiles.wrap_up_prompt is 'Whether the call bar asks this person what came of each call.';

comment on function public.outcome_figures(timestamp with time zone,timestamp with time zone,pg_catalog.uuid) is 'Of the calls begun from `since` until before `until`: how many ask for an outcome, and how many have one.';

grant select (wrap_up_prompt) on table public.profiles to authenticated;

grant update (wrap_up_prompt) on table public.profiles to authenticated;

reset check_function_bodies;

-- The companies there are start with the same outcomes as new ones.
insert into public.dispositions (tenant_id, label, key, position, follow_up, follow_up_minutes)
  select t.id, d.* from public.tenants t cross join (values
    ('Interested', 1, 1, 'task', 1440),
    ('Call back', 2, 2, 'call_again', 1440),
    ('Left voicemail', 3, 3, 'call_again', 2880),
    ('Not interested', 4, 4, 'none', null),
    ('Wrong number', 5, 5, 'none', null)) d;

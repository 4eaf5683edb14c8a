set check_function_bodies = off;

drop index public.contacts_by_company;
drop index public.contacts_by_owner;
drop index public.contacts_by_stage;

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

-- A contact's activity as its calls, logged calls, tasks and missed lines say.
create or replace function private.activity_of(tenant uuid, contact uuid,
  out last_call_at timestamptz, out called_at timestamptz, out is_missed boolean,
  out has_open_task boolean)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  select c.created_at into last_call_at from public.calls c
    where c.tenant_id = tenant and c.contact_id = contact
    order by c.created_at desc, c.id desc limit 1;
  last_call_at := coalesce(last_call_at, '-infinity');
  called_at := greatest('-infinity', (select c.created_at from public.calls c
      where c.tenant_id = tenant and c.contact_id = contact
        and case when c.direction = 'outbound' then private.rang_contact(c.outcome)
          else c.outcome = 'connected' end
      order by c.created_at desc, c.id desc limit 1),
    (select l.happened_at from public.logged_calls l
      where l.tenant_id = tenant and l.contact_id = contact
      order by l.happened_at desc, l.id desc limit 1));
  is_missed := exists (select from public.contact_phones p
    join public.missed_callers m on m.tenant_id = p.tenant_id and m.caller = p.phone
    join public.calls c on c.tenant_id = m.tenant_id and c.id = m.call_id
    where p.tenant_id = tenant and p.contact_id = contact and m.closed_at is null
      and c.contact_id = contact);
  has_open_task := exists (select from public.tasks t
    where t.tenant_id = tenant and t.contact_id = contact and t.done_at is null);
end
$$;

revoke all on function private.activity_of from public;

-- What a filter asks of a contact `c`, its tag `t` and its activity `a`, as SQL in which $1 is the
-- tenant and $2 the filter: no text of the filter itself is part of it.
create or replace function private.contact_filter(filter jsonb) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select concat_ws(' and ', 'c.tenant_id = $1',
    case when filter ? 'archived' then 'c.archived_at is not null'
      else 'c.archived_at is null' end,
    case when filter ->> 'owner' = 'none' then 'c.owner_id is null'
      when filter ? 'owner' then 'c.owner_id = ($2 ->> ''owner'')::uuid' end,
    case when filter ->> 'stage' = 'none' then 'c.stage_id is null'
      when filter ? 'stage' then 'c.stage_id = ($2 ->> ''stage'')::uuid' end,
    case when filter ? 'company' then 'c.company_id = ($2 ->> ''company'')::uuid' end,
    case when filter ? 'tag' then 't.tag_id = ($2 ->> ''tag'')::uuid' end,
    case when filter ? 'custom' then 'c.custom @> ($2 -> ''custom'')' end,
    case when filter ? 'not_called_days' then
      'a.called_at < now() - make_interval(days => ($2 ->> ''not_called_days'')::integer)' end,
    case when filter ? 'missed' then 'a.is_missed' end,
    case when filter ? 'task' then 'a.has_open_task' end,
    -- The search knows no archived contacts.
    case when filter ?& '{archived,query}' then
      'position(lower($2 ->> ''query'') in c.sort_name || '' '' || lower(c.company)) > 0' end)
$$;

revoke all on function private.contact_filter from public;

-- Where the contacts `c` of a filter are read from, in a sort, as SQL: $2 is the filter.
create or replace function private.contact_source(filter jsonb, sort text) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when filter ? 'query' and not filter ? 'archived'
      then 'private.search_contacts($2 ->> ''query'', 1000, $2 ->> ''number_beginning'') c'
      else 'public.contacts c' end
    || case when filter ? 'tag' then ' join public.contact_tags t'
      || ' on t.tenant_id = c.tenant_id and t.contact_id = c.id' else '' end
    || case when filter ?| '{missed,task,not_called_days}' or sort in ('last_call', 'called')
      then ' join public.contact_activity a'
        || ' on a.tenant_id = c.tenant_id and a.contact_id = c.id'
        || case when filter ? 'archived' then '' else ' and not a.is_archived' end
      else '' end
$$;

revoke all on function private.contact_source from public;

-- As private.list_contacts, by their owners' names or by the order of stages: one owner or stage
-- after the other, each from its index by name; who has none comes last.
create or replace function private.contacts_in_groups(tenant uuid, reading text, filter jsonb,
  sort text, descending boolean, after jsonb, page_size integer) returns setof public.contacts
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  groups uuid[] := case sort
    when 'owner' then array(select p.user_id from public.profiles p
      where p.tenant_id = tenant and (filter ? 'archived' or exists (select from public.contacts c
        where c.tenant_id = tenant and c.owner_id = p.user_id and c.archived_at is null))
      order by lower(p.name), p.user_id)
    else array(select s.id from public.contact_stages s where s.tenant_id = tenant
      order by s.position, s.id) end;
  field constant text := case sort when 'owner' then 'c.owner_id' else 'c.stage_id' end;
  place constant text := ' and (c.sort_name, c.id) > ($3 ->> ''sort_name'', ($3 ->> ''id'')::uuid)';
  one uuid;
  is_first boolean := true;
  found_now integer;
begin
  if descending then
    groups := array(select id from unnest(groups) with ordinality as g (id, n) order by n desc);
  end if;
  groups := groups || array[null::uuid];
  if after is not null then
    groups := groups[coalesce(array_position(groups, (after ->> 'value')::uuid), 1):];
  end if;
  foreach one in array groups loop
    return query execute reading
      || case when one is null then ' and ' || field || ' is null'
        else ' and ' || field || ' = $5' end
      || case when is_first and after is not null then place else '' end
      || ' order by ' || field || ', c.sort_name, c.id limit $4'
      using tenant, filter, after, page_size, one;
    get diagnostics found_now = row_count;
    page_size := page_size - found_now;
    exit when page_size <= 0;
    is_first := false;
  end loop;
end
$$;

revoke all on function private.contacts_in_groups from public;

create or replace function private.keep_contact_activity() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.contact_activity as a (tenant_id, contact_id, sort_name, is_archived)
    values (new.tenant_id, new.id, new.sort_name, new.archived_at is not null)
  on conflict (tenant_id, contact_id)
    do update set sort_name = excluded.sort_name, is_archived = excluded.is_archived;
  return null;
end
$$;

revoke all on function private.keep_contact_activity from public;

-- A page of the asking person's tenant's contacts. filter: {archived, owner: id or "none", stage
-- likewise, company, tag, custom: {field: value}, not_called_days, missed, task, query,
-- number_beginning}, each if it is asked for; sort: name, company, created, last_call, called,
-- owner or stage; after: {id, sort_name, value} of the last contact of the page before, value
-- being what it is sorted by. The SQL is put together of fixed parts, so that each filter has the
-- plan of its own: a filter by itself is read from its index, in the order of the name. A
-- definer's: matching jsonb is not leakproof, so that under row-level security no index would be
-- used.
create or replace function private.list_contacts(filter jsonb, sort text, descending boolean,
  after jsonb, page_size integer) returns setof public.contacts
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set enable_seqscan = off as $$
declare
  tenant constant uuid := private.tenant_id();
  way constant text := case when descending then ' desc' else '' end;
  name_key constant text := case when filter ? 'tag' then 't.sort_name'
    when filter ?| '{missed,task}' then 'a.sort_name' else 'c.sort_name' end;
  keys constant text[] := case sort
    when 'company' then array['lower(c.company)', name_key]
    when 'created' then array['c.created_at']
    when 'last_call' then array['a.last_call_at']
    when 'called' then array['a.called_at']
    else array[name_key] end || array['c.id'];
  last constant text[] := case sort
    when 'company' then array['lower($3 ->> ''value'')', '$3 ->> ''sort_name''']
    when 'name' then array['$3 ->> ''sort_name''']
    else array['($3 ->> ''value'')::timestamptz'] end || array['($3 ->> ''id'')::uuid'];
  -- Being null is no equality to the planner: named in the order, its index has that order.
  none constant text := case when sort <> 'name' then ''
    when filter ->> 'owner' = 'none' then 'c.owner_id' || way || ', '
    when filter ->> 'stage' = 'none' then 'c.stage_id' || way || ', ' else '' end;
  reading constant text := 'select c.* from ' || private.contact_source(filter, sort)
    || ' where ' || private.contact_filter(filter);
begin
  if tenant is null then return; end if;
  if sort in ('owner', 'stage') then
    return query select * from
      private.contacts_in_groups(tenant, reading, filter, sort, descending, after, page_size);
  else
    return query execute reading
      || case when after is null then '' else format(' and (%s) %s (%s)',
        array_to_string(keys, ', '), case when descending then '<' else '>' end,
        array_to_string(last, ', ')) end
      || ' order by ' || none || array_to_string(keys, way || ', ') || way || ' limit $4'
      using tenant, filter, after, page_size;
  end if;
end
$$;

revoke all on function private.list_contacts from public;
grant execute on function private.list_contacts to authenticated;

-- Derives a contact's activity anew from its calls, tasks and missed lines. The row is locked
-- first, so that of two transactions the later one sees what the earlier one has written.
create or replace function private.refresh_activity(tenant uuid, contact uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform from public.contact_activity a
    where a.tenant_id = tenant and a.contact_id = contact for no key update;
  update public.contact_activity a set last_call_at = f.last_call_at, called_at = f.called_at,
      is_missed = f.is_missed, has_open_task = f.has_open_task
    from (select private.activity_of(tenant, contact) as now) found,
      lateral (select (found.now).*) f
    where a.tenant_id = tenant and a.contact_id = contact
      and (a.last_call_at, a.called_at, a.is_missed, a.has_open_task) is distinct from
        (f.last_call_at, f.called_at, f.is_missed, f.has_open_task);
end
$$;

revoke all on function private.refresh_activity from public;

-- Of the contact that a call, logged call or task is about, and was about before.
create or replace function private.refresh_contact_activity() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform private.refresh_activity(coalesce(new.tenant_id, old.tenant_id), contact)
    from (select old.contact_id union select new.contact_id) about (contact)
    where contact is not null order by contact;
  return null;
end
$$;

revoke all on function private.refresh_contact_activity from public;

create or replace function private.refresh_missed_activity() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := coalesce(new.tenant_id, old.tenant_id);
begin
  perform private.refresh_activity(tenant, contact) from (
    select distinct c.contact_id from public.calls c
    where c.tenant_id = tenant and c.id in (old.call_id, new.call_id)
      and c.contact_id is not null) about (contact)
    order by contact;
  return null;
end
$$;

revoke all on function private.refresh_missed_activity from public;

create or replace function public.list_contacts(filter jsonb, sort text default 'name',
  descending boolean default false, after jsonb default null, page_size integer default 50)
returns setof public.contacts
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select * from private.list_contacts(filter, sort, descending, after, least(page_size, 500))
$$;

comment on function public.list_contacts is
  'A page of contacts, filtered and sorted as private.list_contacts says.';

revoke all on function public.list_contacts from public, anon, service_role;
grant execute on function public.list_contacts to authenticated;

CREATE INDEX contacts_by_company ON public.contacts USING btree (tenant_id, company_id, sort_name, id) WHERE (archived_at IS NULL);

CREATE INDEX contacts_by_company_name ON public.contacts USING btree (tenant_id, lower(company), sort_name, id) WHERE (archived_at IS NULL);

CREATE INDEX contacts_by_creation ON public.contacts USING btree (tenant_id, created_at, id) WHERE (archived_at IS NULL);

CREATE INDEX contacts_by_owner ON public.contacts USING btree (tenant_id, owner_id, sort_name, id) WHERE (archived_at IS NULL);

CREATE INDEX contacts_by_stage ON public.contacts USING btree (tenant_id, stage_id, sort_name, id) WHERE (archived_at IS NULL);

CREATE INDEX tasks_open_of_contact ON public.tasks USING btree (tenant_id, contact_id) WHERE (done_at IS NULL);

CREATE TRIGGER add_activity AFTER INSERT ON public.contacts FOR EACH ROW EXECUTE FUNCTION private.keep_contact_activity();

CREATE TRIGGER keep_activity AFTER UPDATE OF name, archived_at ON public.contacts FOR EACH ROW WHEN (((old.sort_name IS DISTINCT FROM new.sort_name) OR (old.archived_at IS DISTINCT FROM new.archived_at))) EXECUTE FUNCTION private.keep_contact_activity();

CREATE CONSTRAINT TRIGGER refresh_activity AFTER UPDATE ON public.calls DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.contact_id IS DISTINCT FROM new.contact_id) OR (old.outcome IS DISTINCT FROM new.outcome))) EXECUTE FUNCTION private.refresh_contact_activity();

CREATE CONSTRAINT TRIGGER refresh_activity AFTER INSERT OR DELETE OR UPDATE ON public.logged_calls DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION private.refresh_contact_activity();

CREATE CONSTRAINT TRIGGER refresh_activity AFTER INSERT OR DELETE OR UPDATE ON public.missed_callers DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION private.refresh_missed_activity();

CREATE CONSTRAINT TRIGGER refresh_activity AFTER INSERT OR DELETE OR UPDATE ON public.tasks DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION private.refresh_contact_activity();

CREATE CONSTRAINT TRIGGER refresh_activity_new AFTER INSERT ON public.calls DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.contact_id IS NOT NULL)) EXECUTE FUNCTION private.refresh_contact_activity();

comment on function public.list_contacts(pg_catalog.jsonb,pg_catalog.text,boolean,pg_catalog.jsonb,integer) is 'A page of contacts, filtered and sorted as private.list_contacts says.';

reset check_function_bodies;

insert into public.contact_activity (tenant_id, contact_id, sort_name, is_archived, last_call_at,
    called_at, is_missed, has_open_task)
  select c.tenant_id, c.id, c.sort_name, c.archived_at is not null, now.*
  from public.contacts c, lateral private.activity_of(c.tenant_id, c.id) now;

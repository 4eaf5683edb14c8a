set check_function_bodies = off;

create table public.contact_merges (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  keep_id uuid not null,
  gone_id uuid not null,
  keep_name text not null,
  gone_name text not null,
  before jsonb not null,
  merged_by uuid not null,
  merged_at timestamptz not null default clock_timestamp(),
  undone_by uuid,
  undone_at timestamptz,
  primary key (tenant_id, id),
  check (keep_id <> gone_id)
);
comment on table public.contact_merges is
  'Two contacts that became one. Written by private.merge_contacts and private.undo_contact_merge.';
comment on column public.contact_merges.keep_id is
  'The contact that stayed, which may have been merged into another one since: no foreign key.';
comment on column public.contact_merges.gone_id is
  'The contact that went; its address leads to the one that stayed. No foreign key.';
comment on column public.contact_merges.before is
  'What an undo needs: "keep" and "gone" as they were, "result" as it became '
  '(private.contact_image), and which rows were moved or left out.';
comment on column public.contact_merges.merged_by is
  'Whose session it was. No foreign key: nobody''s profile is deleted.';

create index contact_merges_by_gone on public.contact_merges (tenant_id, gone_id, merged_at desc)
  where undone_at is null;
create index contact_merges_by_kept on public.contact_merges (tenant_id, keep_id, merged_at desc)
  where undone_at is null;

alter table public.contact_merges enable row level security;
revoke all on public.contact_merges from anon, authenticated, service_role;
grant select (id, tenant_id, keep_id, gone_id, keep_name, gone_name, merged_by, merged_at,
  undone_by, undone_at) on public.contact_merges to authenticated;

create policy "members read their tenant's merges" on public.contact_merges
  for select to authenticated using (tenant_id = (select private.tenant_id()));

-- Values of a tenant's own fields, as their types say; nothing is no value. What a contact has
-- already stays valid when a choice is taken out of the list.
create or replace function private.check_custom() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  field record;
begin
  new.custom := jsonb_strip_nulls(new.custom);
  -- Contacts that are merged, or no longer, have these values already.
  if current_setting('ringbook.merging', true) = 'on' then return new; end if;
  if tg_op = 'UPDATE' and new.custom = old.custom then return new; end if;
  for field in
    select v.key, v.value, v.value #>> '{}' as typed, f.type, f.choices
    from jsonb_each(new.custom) v
    left join public.contact_fields f on f.tenant_id = new.tenant_id and f.id::text = v.key
  loop
    continue when tg_op = 'UPDATE' and field.value = old.custom -> field.key;
    if not coalesce(case field.type
      when 'text' then jsonb_typeof(field.value) = 'string' and char_length(field.typed) <= 1000
        and field.typed = private.clean_line(field.typed)
      when 'number' then jsonb_typeof(field.value) = 'number'
      when 'date' then jsonb_typeof(field.value) = 'string'
        and field.typed ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' and pg_input_is_valid(field.typed, 'date')
      when 'choice' then jsonb_typeof(field.value) = 'string' and field.typed = any (field.choices)
      when 'checkbox' then jsonb_typeof(field.value) = 'boolean'
      when 'link' then jsonb_typeof(field.value) = 'string' and char_length(field.typed) <= 1000
        and field.typed ~* '^https?://[^[:space:][:cntrl:]]+$'
    end, false) then
      raise exception 'contacts.custom: % does not fit the field %', field.value, field.key
        using errcode = 'check_violation';
    end if;
  end loop;
  return new;
end
$$;

revoke all on function private.check_custom from public;

-- A number of several contacts: its calls go to whoever had it first, until a person says which of
-- them it was. The record stays as it is; notes and tasks of the call go along
-- (private.follow_call).
create or replace function private.choose_call_contact(call uuid, contact uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
  about public.calls;
begin
  select * into about from public.calls where tenant_id = tenant and id = call for no key update;
  if not found or not exists (select from public.contact_phones p
      where p.tenant_id = about.tenant_id and p.contact_id = contact
        and p.phone = about.customer_number) then
    return false;
  end if;
  update public.calls c set contact_id = contact, version = c.version + 1
    where c.tenant_id = about.tenant_id and c.id = about.id
      and c.contact_id is distinct from contact;
  if found then
    perform private.audit(about.tenant_id, private.actor(), 'call.contact_chosen', call::text,
      jsonb_build_object('contact_id', contact, 'was', about.contact_id));
  end if;
  return true;
end
$$;

revoke all on function private.choose_call_contact from public;
grant execute on function private.choose_call_contact to authenticated;

-- A contact with its numbers, emails and tags, as rows that private.put_row can write again.
create or replace function private.contact_image(tenant uuid, contact uuid) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'contact', to_jsonb(c) - 'search',
    'contact_phones', coalesce((select jsonb_agg(p order by p.position, p.id)
      from public.contact_phones p where p.tenant_id = tenant and p.contact_id = c.id), '[]'),
    'contact_emails', coalesce((select jsonb_agg(e order by e.position, e.id)
      from public.contact_emails e where e.tenant_id = tenant and e.contact_id = c.id), '[]'),
    'contact_tags', coalesce((select jsonb_agg(t order by t.tag_id)
      from public.contact_tags t where t.tenant_id = tenant and t.contact_id = c.id), '[]'))
  from public.contacts c where c.tenant_id = tenant and c.id = contact
$$;

revoke all on function private.contact_image from public;

-- A call was given to a contact, or taken from one: its notes and tasks go along. A contact has
-- one pinned note, so they are not pinned there.
create or replace function private.follow_call() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- A merge moves them itself.
  if current_setting('ringbook.merging', true) = 'on' then return null; end if;
  update public.notes set contact_id = new.contact_id, pinned_at = null
    where tenant_id = new.tenant_id and call_id = new.id;
  update public.tasks set contact_id = new.contact_id
    where tenant_id = new.tenant_id and call_id = new.id;
  return null;
end
$$;

revoke all on function private.follow_call from public;

-- What is written about a contact on a page from before it was merged is about the kept one.
create or replace function private.follow_merge() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from public.contacts c
      where c.tenant_id = new.tenant_id and c.id = new.contact_id) then
    new.contact_id := coalesce(private.merged_into(new.tenant_id, new.contact_id),
      new.contact_id);
  end if;
  return new;
end
$$;

revoke all on function private.follow_merge from public;

-- Whether every number of a contact that has one is on the do-not-call list.
create or replace function private.is_not_called(tenant uuid, contact uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(bool_and(exists (select from public.do_not_call d
      where d.tenant_id = tenant and d.number = p.phone)), false)
    from public.contact_phones p where p.tenant_id = tenant and p.contact_id = contact
$$;

revoke all on function private.is_not_called from public;

-- Whether two contacts together have more numbers, emails or tags than one may have
-- (lib/contacts/rows.ts and schema.ts).
create or replace function private.is_too_much(tenant uuid, keep uuid, gone uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select (select count(distinct phone) from public.contact_phones
      where tenant_id = tenant and contact_id in (keep, gone)) > 10
    or (select count(distinct email) from public.contact_emails
      where tenant_id = tenant and contact_id in (keep, gone)) > 10
    or (select count(distinct tag_id) from public.contact_tags
      where tenant_id = tenant and contact_id in (keep, gone)) > 50
$$;

revoke all on function private.is_too_much from public;

-- Whoever may not be called may not be called by the other contact's numbers either: if either of
-- the two was not to be called, all of their numbers join the do-not-call list. Gives the entries
-- that were added.
create or replace function private.list_merged(tenant uuid, keep uuid, gone uuid) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  added jsonb;
begin
  if not private.is_not_called(tenant, keep) and not private.is_not_called(tenant, gone) then
    return '[]';
  end if;
  with listed as (
    insert into public.do_not_call (tenant_id, number, note, added_by)
      select distinct tenant, p.phone, 'Merged with a contact that is not to be called',
        private.actor()
      from public.contact_phones p
      where p.tenant_id = tenant and p.contact_id in (keep, gone)
    on conflict (tenant_id, number) do nothing
    returning id
  )
  select coalesce(jsonb_agg(id), '[]') into added from listed;
  return added;
end
$$;

revoke all on function private.list_merged from public;

-- The changes of a contact become those of another. Of two that one person made at one moment, the
-- second stands the next free microsecond later. Gives when they were.
create or replace function private.merge_changes(tenant uuid, keep uuid, gone uuid) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  change record;
  free timestamptz;
  moved jsonb := '{}';
begin
  for change in select id, actor_id, created_at from public.contact_changes
    where tenant_id = tenant and contact_id = gone order by created_at, id
  loop
    free := change.created_at;
    while exists (select from public.contact_changes where tenant_id = tenant
        and contact_id = keep and created_at = free and actor_id = change.actor_id) loop
      free := free + interval '1 microsecond';
    end loop;
    update public.contact_changes set contact_id = keep, created_at = free
      where tenant_id = tenant and id = change.id;
    moved := moved || jsonb_build_object(change.id, change.created_at);
  end loop;
  return moved;
end
$$;

revoke all on function private.merge_changes from public;

create or replace function private.merge_contacts(keep uuid, keep_version integer, gone uuid,
  gone_version integer, taken text[]) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
  c public.contacts;
  k public.contacts;
  g public.contacts;
begin
  if tenant is null then
    raise exception 'members only' using errcode = 'insufficient_privilege';
  end if;
  for c in select * from public.contacts
    where tenant_id = tenant and id in (keep, gone) order by id for update
  loop
    if c.id = keep then k := c; else g := c; end if;
  end loop;
  -- First: a contact of another tenant is answered as one that does not exist.
  if k.id is null or g.id is null and keep <> gone then return '{"kind": "not_found"}'; end if;
  if keep = gone then return '{"kind": "same"}'; end if;
  if (k.version, g.version) is distinct from (keep_version, gone_version) then
    return '{"kind": "changed"}';
  end if;
  if k.archived_at is not null then return '{"kind": "archived"}'; end if;
  if private.is_too_much(k.tenant_id, k.id, g.id) then return '{"kind": "too_much"}'; end if;
  return jsonb_build_object('kind', 'merged', 'id', private.merge_pair(k, g, taken));
end
$$;

revoke all on function private.merge_contacts from public;
grant execute on function private.merge_contacts to authenticated;

-- Numbers, emails and tags of a contact become those of another, each once. A number of both stays
-- that of the kept contact, with the other's extension where it has none, and counts as there since
-- it was first: its callers go to whoever had it first. With "phones" or "emails" in `taken` those
-- of the contact that goes stand first.
create or replace function private.merge_details(k public.contacts, g public.contacts,
  taken text[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  kind record;
begin
  for kind in select * from (values ('contact_phones', 'phone', 'phones'),
    ('contact_emails', 'email', 'emails')) as kinds (name, key, choice)
  loop
    execute format('update public.%1$I set position = position + 1 + (
          select coalesce(max(o.position), 0) from public.%1$I o
          where o.tenant_id = $1 and o.contact_id = $3)
        where tenant_id = $1 and contact_id = $2', kind.name)
      using k.tenant_id, case when kind.choice = any (taken) then k.id else g.id end,
        case when kind.choice = any (taken) then g.id else k.id end;
    execute format('update public.%1$I own set position = least(own.position, theirs.position)
        from public.%1$I theirs
        where own.tenant_id = $1 and own.contact_id = $2 and theirs.tenant_id = $1
          and theirs.contact_id = $3 and theirs.%2$I = own.%2$I', kind.name, kind.key)
      using k.tenant_id, k.id, g.id;
  end loop;
  update public.contact_phones own set created_at = least(own.created_at, theirs.created_at),
      extension = coalesce(nullif(own.extension, ''), theirs.extension)
    from public.contact_phones theirs
    where own.tenant_id = k.tenant_id and own.contact_id = k.id
      and theirs.tenant_id = k.tenant_id and theirs.contact_id = g.id
      and theirs.phone = own.phone;
  for kind in select * from (values ('contact_phones', 'phone'), ('contact_emails', 'email'),
    ('contact_tags', 'tag_id')) as kinds (name, key)
  loop
    execute format('delete from public.%1$I theirs using public.%1$I own
        where own.tenant_id = $1 and own.contact_id = $2 and theirs.tenant_id = $1
          and theirs.contact_id = $3 and theirs.%2$I = own.%2$I', kind.name, kind.key)
      using k.tenant_id, k.id, g.id;
  end loop;
  update public.contact_phones set contact_id = k.id
    where tenant_id = k.tenant_id and contact_id = g.id;
  update public.contact_emails set contact_id = k.id
    where tenant_id = k.tenant_id and contact_id = g.id;
  update public.contact_tags set contact_id = k.id, sort_name = k.sort_name
    where tenant_id = k.tenant_id and contact_id = g.id;
end
$$;

revoke all on function private.merge_details from public;

-- Call list entries of a contact become those of another. A contact is called once in a list: of
-- two entries the one that is further stays, at the same place that of the contact that is kept.
create or replace function private.merge_entries(tenant uuid, keep uuid, gone uuid) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  far constant text[] := '{claimed,done,skipped,waiting}';
  dropped jsonb;
  moved jsonb;
begin
  with pairs as (
    select case when array_position(far, theirs.state) < array_position(far, own.state)
        then own.id else theirs.id end as id
      from public.call_list_entries own
      join public.call_list_entries theirs on theirs.tenant_id = own.tenant_id
        and theirs.list_id = own.list_id and theirs.contact_id = gone
      where own.tenant_id = tenant and own.contact_id = keep
  ), left_out as (
    delete from public.call_list_entries e using pairs
      where e.tenant_id = tenant and e.id = pairs.id returning e.*
  )
  select coalesce(jsonb_agg(left_out), '[]') into dropped from left_out;
  with given as (
    update public.call_list_entries set contact_id = keep
      where tenant_id = tenant and contact_id = gone returning id
  )
  select coalesce(jsonb_agg(id), '[]') into moved from given;
  perform private.finish_list(tenant, (e ->> 'list_id')::uuid, now())
    from jsonb_array_elements(dropped) e;
  return jsonb_build_object('moved', moved, 'dropped', dropped);
end
$$;

revoke all on function private.merge_entries from public;

-- Makes one of two contacts, whose rows are locked. Gives the merge's id.
create or replace function private.merge_pair(k public.contacts, g public.contacts, taken text[])
returns uuid
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  merge constant uuid := gen_random_uuid();
  tenant constant uuid := k.tenant_id;
  before jsonb := jsonb_build_object('keep', private.contact_image(tenant, k.id),
    'gone', private.contact_image(tenant, g.id),
    'listed', private.list_merged(tenant, k.id, g.id));
  pinned jsonb;
begin
  perform private.set_merging(true);
  -- A contact has one pinned note: that of the kept one.
  select jsonb_build_object('id', n.id, 'at', n.pinned_at) into pinned from public.notes n
    where n.tenant_id = tenant and n.contact_id = g.id and n.pinned_at is not null;
  update public.notes n set pinned_at = null
    where n.tenant_id = tenant and n.contact_id = g.id and n.pinned_at is not null
      and exists (select from public.notes o
        where o.tenant_id = tenant and o.contact_id = k.id and o.pinned_at is not null);
  before := before || jsonb_build_object('pinned', pinned,
    'entries', private.merge_entries(tenant, k.id, g.id),
    'changes', private.merge_changes(tenant, k.id, g.id),
    'moved', private.move_rows(tenant, g.id, k.id));
  perform private.merge_details(k, g, taken);
  delete from public.contacts where tenant_id = tenant and id = g.id;
  perform set_config('ringbook.adding', '', true);
  perform set_config('ringbook.quiet', '', true);
  perform private.write_merged(private.merged_contact(k, g, taken));
  perform private.set_merging(false);
  perform private.add_contact_change(tenant, k.id, jsonb_build_object('merged',
    jsonb_build_object('to', jsonb_build_object('id', merge, 'name', g.name))));
  before := before || jsonb_build_object('result', private.contact_image(tenant, k.id));
  insert into public.contact_merges
      (id, tenant_id, keep_id, gone_id, keep_name, gone_name, before, merged_by)
    values (merge, tenant, k.id, g.id, k.name, g.name, before, private.actor());
  return merge;
end
$$;

revoke all on function private.merge_pair from public;

-- The contact that two become: the kept one, with the fields in `taken` of the other.
create or replace function private.merged_contact(k public.contacts, g public.contacts,
  taken text[]) returns public.contacts
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_populate_record(k, coalesce((
      select jsonb_object_agg(key, value) from jsonb_each(to_jsonb(g))
      where key = any (taken) and key in ('name', 'company', 'title', 'owner_id', 'stage_id',
          'address', 'time_zone')
        or key = 'zone_guessed' and 'time_zone' = any (taken)), '{}')
    || jsonb_build_object('custom', k.custom
      - array(select substr(field, 8) from unnest(taken) field where field like 'custom:%')
      || coalesce((select jsonb_object_agg(key, value) from jsonb_each(g.custom)
        where 'custom:' || key = any (taken)), '{}')))
$$;

revoke all on function private.merged_contact from public;

-- The contact that this one is part of since it was merged; null when it was not.
create or replace function private.merged_into(tenant uuid, contact uuid) returns uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
  with recursive chain as (
    select keep_id, merged_at from public.contact_merges
      where tenant_id = tenant and gone_id = contact and undone_at is null
    union
    select m.keep_id, m.merged_at from chain join public.contact_merges m
      on m.tenant_id = tenant and m.gone_id = chain.keep_id and m.undone_at is null
  )
  select c.id from chain
    join public.contacts c on c.tenant_id = tenant and c.id = chain.keep_id
    order by chain.merged_at desc limit 1
$$;

revoke all on function private.merged_into from public;

-- Tables whose rows are the kept contact's after a merge, by nothing but contact_id: a registry. A
-- table with rules of its own has its functions. tests/database/merges/tables.test.ts compares this
-- with the tables that refer to contacts.
create or replace function private.merged_tables() returns text[]
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select array['calls', 'notes', 'tasks', 'logged_calls'] $$;

revoke all on function private.merged_tables from public;

-- Gives the rows of every merged table to another contact: all of a contact's, or those of its rows
-- that are listed by table. Which were moved: {table: [id]}. Rows are locked by id, as everything
-- that writes several calls does.
create or replace function private.move_rows(tenant uuid, from_contact uuid, to_contact uuid,
  listed jsonb default null) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  name text;
  ids uuid[];
  moved jsonb := '{}';
begin
  foreach name in array private.merged_tables() loop
    execute format('select array(select id from public.%I
        where tenant_id = $1 and contact_id = $2 order by id for no key update)', name)
      into ids using tenant, from_contact;
    if listed is not null then
      ids := array(select unnest(ids) intersect
        select jsonb_array_elements_text(listed -> name)::uuid);
    end if;
    execute format('update public.%I set contact_id = $2
        where tenant_id = $1 and contact_id = $3 and id = any ($4)', name)
      using tenant, to_contact, from_contact, ids;
    moved := moved || jsonb_build_object(name, ids);
  end loop;
  -- Pages follow a live call by its version.
  update public.calls set version = version + 1
    where tenant_id = tenant and contact_id = to_contact and ended_at is null
      and created_at > now() - interval '5 hours';
  return moved;
end
$$;

revoke all on function private.move_rows from public;

-- Contacts were given to someone by somebody else. Of many given in one statement each owner has
-- one notification.
create or replace function private.notify_contact_owners() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor constant uuid := private.actor();
  given record;
begin
  -- An import, a merge or a trigger gives nothing to anyone.
  if actor is null or current_setting('ringbook.merging', true) = 'on' then return null; end if;
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

-- Writes a row of a table of the schema public again, as to_jsonb gave it. A column that was added
-- since has its default.
create or replace function private.put_row(name text, row_was jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  columns constant text := (select string_agg(quote_ident(a.attname), ', ')
    from pg_attribute a
    where a.attrelid = format('public.%I', name)::regclass and a.attnum > 0
      and not a.attisdropped and a.attgenerated = '' and row_was ? a.attname);
begin
  execute format('insert into public.%1$I (%2$s)
    select %2$s from jsonb_populate_record(null::public.%1$I, $1)
    on conflict do nothing', name, columns) using row_was;
end
$$;

revoke all on function private.put_row from public;

-- Until the transaction ends, or this is called again: rows that change hands are no changes of
-- people, notify nobody, and are not broadcast one by one.
create or replace function private.set_merging(is_merging boolean) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  setting text;
begin
  foreach setting in array array['adding', 'quiet', 'merging'] loop
    perform set_config('ringbook.' || setting, case when is_merging then 'on' else '' end, true);
  end loop;
end
$$;

revoke all on function private.set_merging from public;

create or replace function private.undo_contact_merge(merge uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
  m public.contact_merges;
  k public.contacts;
begin
  if tenant is null then
    raise exception 'members only' using errcode = 'insufficient_privilege';
  end if;
  select * into m from public.contact_merges where tenant_id = tenant and id = merge for update;
  if not found then return '{"kind": "not_found"}'; end if;
  if m.undone_at is null then
    select * into k from public.contacts c where c.tenant_id = m.tenant_id and c.id = m.keep_id
      for update;
    -- The last first: what a merge made is what the next one began with.
    if not found or exists (select from public.contact_merges later
        where later.tenant_id = m.tenant_id and later.keep_id = m.keep_id
          and later.undone_at is null and later.merged_at > m.merged_at) then
      return '{"kind": "merged_since"}';
    end if;
    perform private.unmerge_pair(m, k);
  end if;
  return jsonb_build_object('kind', 'undone', 'keep_id', m.keep_id, 'gone_id', m.gone_id);
end
$$;

revoke all on function private.undo_contact_merge from public;
grant execute on function private.undo_contact_merge to authenticated;

-- What private.merge_details did, taken back. What was removed since stays removed, what was
-- changed since goes along as it is now, and what the kept contact had stands where it was unless
-- somebody has moved it.
create or replace function private.unmerge_details(m public.contact_merges) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  kind record;
  each jsonb;
  name_of_gone constant text := m.before -> 'gone' -> 'contact' ->> 'sort_name';
begin
  for kind in select * from (values ('contact_phones', 'phone'), ('contact_emails', 'email'))
    as kinds (name, key)
  loop
    execute format('update public.%1$I now set contact_id = $3, position = was.position
        from jsonb_populate_recordset(null::public.%1$I, $4) was
        where now.tenant_id = $1 and now.contact_id = $2 and now.id = was.id', kind.name)
      using m.tenant_id, m.keep_id, m.gone_id, m.before -> 'gone' -> kind.name;
    for each in select was from jsonb_array_elements(m.before -> 'gone' -> kind.name) was
      where was ->> kind.key in (select own ->> kind.key
        from jsonb_array_elements(m.before -> 'keep' -> kind.name) own)
    loop
      perform private.put_row(kind.name, each);
    end loop;
    execute format('update public.%1$I now set position = was.position
        from jsonb_populate_recordset(null::public.%1$I, $3) was
        join jsonb_populate_recordset(null::public.%1$I, $4) became on became.id = was.id
        where now.tenant_id = $1 and now.contact_id = $2 and now.id = was.id
          and now.position = became.position', kind.name)
      using m.tenant_id, m.keep_id, m.before -> 'keep' -> kind.name,
        m.before -> 'result' -> kind.name;
  end loop;
  update public.contact_phones now set created_at = was.created_at,
      extension = case when now.extension = became.extension then was.extension
        else now.extension end
    from jsonb_populate_recordset(null::public.contact_phones,
        m.before -> 'keep' -> 'contact_phones') was
      join jsonb_populate_recordset(null::public.contact_phones,
        m.before -> 'result' -> 'contact_phones') became on became.id = was.id
    where now.tenant_id = m.tenant_id and now.contact_id = m.keep_id and now.id = was.id;
  for each in select was from jsonb_array_elements(m.before -> 'gone' -> 'contact_tags') was loop
    if m.before -> 'keep' -> 'contact_tags' @> jsonb_build_array(
        jsonb_build_object('tag_id', each -> 'tag_id')) then
      perform private.put_row('contact_tags', each) from public.tags t
        where t.tenant_id = m.tenant_id and t.id = (each ->> 'tag_id')::uuid;
    else
      update public.contact_tags set contact_id = m.gone_id, sort_name = name_of_gone
        where tenant_id = m.tenant_id and contact_id = m.keep_id
          and tag_id = (each ->> 'tag_id')::uuid;
    end if;
  end loop;
end
$$;

revoke all on function private.unmerge_details from public;

-- What private.merge_entries did, taken back: an entry that stayed goes back as it is now, one that
-- was left out as it was. A claim that has run out, or whose person has another of the list, waits.
create or replace function private.unmerge_entries(tenant uuid, keep uuid, gone uuid, was jsonb)
returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  e public.call_list_entries;
begin
  update public.call_list_entries set contact_id = gone
    where tenant_id = tenant and contact_id = keep and id in (
      select id::uuid from jsonb_array_elements_text(was -> 'moved') as moved (id));
  for e in select * from jsonb_populate_recordset(null::public.call_list_entries, was -> 'dropped')
  loop
    continue when not exists (select from public.call_lists l
      where l.tenant_id = tenant and l.id = e.list_id);
    if e.state = 'claimed' and (e.claimed_until <= now() or exists (
        select from public.call_list_entries o where o.tenant_id = tenant
          and o.claimed_by = e.claimed_by and o.list_id = e.list_id and o.state = 'claimed')) then
      e.state := 'waiting';
      e.claimed_by := null;
      e.claimed_until := null;
      e.is_calling := false;
    end if;
    perform private.put_row('call_list_entries', to_jsonb(e));
    perform private.finish_list(tenant, e.list_id, now());
  end loop;
end
$$;

revoke all on function private.unmerge_entries from public;

-- Makes two contacts of one again. Both are locked, the kept one is as `k`.
create or replace function private.unmerge_pair(m public.contact_merges, k public.contacts)
returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  g public.contacts := jsonb_populate_record(null::public.contacts,
    m.before -> 'gone' -> 'contact');
  pinned constant jsonb := m.before -> 'pinned';
begin
  perform private.set_merging(true);
  g.company := coalesce((select name from public.companies
    where tenant_id = m.tenant_id and id = g.company_id), g.company);
  g.version := g.version + 1;
  perform private.put_row('contacts', to_jsonb(g));
  perform private.move_rows(m.tenant_id, m.keep_id, m.gone_id, m.before -> 'moved');
  -- Its pinned note, unless another one of its own was pinned since.
  update public.notes n set pinned_at = (pinned ->> 'at')::timestamptz
    where n.tenant_id = m.tenant_id and n.id = (pinned ->> 'id')::uuid
      and n.contact_id = m.gone_id
      and not exists (select from public.notes o where o.tenant_id = m.tenant_id
        and o.contact_id = m.gone_id and o.pinned_at is not null);
  perform private.unmerge_entries(m.tenant_id, m.keep_id, m.gone_id, m.before -> 'entries');
  update public.contact_changes c set contact_id = m.gone_id, created_at = was.at::timestamptz
    from jsonb_each_text(m.before -> 'changes') as was (id, at)
    where c.tenant_id = m.tenant_id and c.contact_id = m.keep_id and c.id = was.id::uuid;
  perform private.unmerge_details(m);
  delete from public.do_not_call where tenant_id = m.tenant_id and id in (
    select id::uuid from jsonb_array_elements_text(m.before -> 'listed') as listed (id));
  perform private.write_merged(g);
  perform set_config('ringbook.adding', '', true);
  perform set_config('ringbook.quiet', '', true);
  perform private.write_merged(private.unmerged_contact(k, m.before -> 'keep' -> 'contact',
    m.before -> 'result' -> 'contact'));
  perform private.set_merging(false);
  update public.contact_changes set changes = jsonb_set(changes, '{merged,undone}', 'true')
    where tenant_id = m.tenant_id and contact_id = m.keep_id
      and changes -> 'merged' -> 'to' ->> 'id' = m.id::text;
  perform private.add_contact_change(m.tenant_id, c.id, jsonb_build_object('unmerged',
      jsonb_build_object('to', jsonb_build_object('id', c.other, 'name', c.name))))
    from (values (m.keep_id, m.gone_id, g.name), (m.gone_id, m.keep_id, k.name))
      as c (id, other, name);
  update public.contact_merges set undone_at = now(), undone_by = private.actor()
    where tenant_id = m.tenant_id and id = m.id;
end
$$;

revoke all on function private.unmerge_pair from public;

-- The kept contact after an undo: what it was before the merge, but what somebody has changed since
-- as it is now. A company is the same one when it was renamed.
create or replace function private.unmerged_contact(k public.contacts, was jsonb, became jsonb)
returns public.contacts
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_populate_record(k, coalesce((
      select jsonb_object_agg(key, was -> key) from jsonb_object_keys(to_jsonb(k)) key
      where key in ('name', 'title', 'owner_id', 'stage_id', 'address')
          and to_jsonb(k) -> key = became -> key
        or key in ('time_zone', 'zone_guessed')
          and (to_jsonb(k.time_zone), to_jsonb(k.zone_guessed)) is not distinct from
            (nullif(became -> 'time_zone', 'null'), became -> 'zone_guessed')), '{}')
    || case when k.company_id::text is not distinct from became ->> 'company_id'
      then jsonb_build_object('company', coalesce((select name from public.companies
        where tenant_id = k.tenant_id and id = (was ->> 'company_id')::uuid), was ->> 'company'))
      else '{}' end
    || jsonb_build_object('custom', jsonb_strip_nulls((
      select coalesce(jsonb_object_agg(key, case
          when k.custom -> key is not distinct from became -> 'custom' -> key
            then was -> 'custom' -> key else k.custom -> key end), '{}')
      from jsonb_object_keys(k.custom || (became -> 'custom') || (was -> 'custom')) key))))
$$;

revoke all on function private.unmerged_contact from public;

-- Whether people have done something with a contact that would be lost with it.
-- tests/database/imports/undo.test.ts compares this with the tables that refer to contacts.
create or replace function private.used_since(tenant uuid, contact uuid, moment timestamptz)
returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.calls
      where tenant_id = tenant and contact_id = contact and created_at > moment)
    or exists (select from public.notes where tenant_id = tenant and contact_id = contact)
    or exists (select from public.tasks where tenant_id = tenant and contact_id = contact)
    or exists (select from public.logged_calls where tenant_id = tenant and contact_id = contact)
    or exists (select from public.call_list_entries
      where tenant_id = tenant and contact_id = contact)
    or exists (select from public.contact_merges
      where tenant_id = tenant and keep_id = contact and undone_at is null)
$$;

revoke all on function private.used_since from public;

-- Writes the fields that people fill in, and the words that a contact is found by.
create or replace function private.write_merged(c public.contacts) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  update public.contacts set name = c.name, company = c.company, title = c.title,
      owner_id = c.owner_id, stage_id = c.stage_id, address = c.address,
      time_zone = c.time_zone, zone_guessed = c.zone_guessed, custom = c.custom,
      updated_at = now(),
      phone_words = coalesce((select string_agg(private.number_words(p.phone), ' '
          order by p.position, p.id) from public.contact_phones p
        where p.tenant_id = c.tenant_id and p.contact_id = c.id), ''),
      email_words = coalesce((select string_agg(e.email, ' ' order by e.position, e.id)
        from public.contact_emails e
        where e.tenant_id = c.tenant_id and e.contact_id = c.id), '')
    where tenant_id = c.tenant_id and id = c.id
$$;

revoke all on function private.write_merged from public;

create or replace function public.choose_call_contact(call uuid, contact uuid) returns boolean
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.choose_call_contact(call, contact)
$$;

comment on function public.choose_call_contact is
  'Says which of the contacts that have a call''s number the call was with. False when there is no '
  'such call, or the contact does not have its number.';

revoke all on function public.choose_call_contact from public, anon, service_role;
grant execute on function public.choose_call_contact to authenticated;

-- Each number, address and name is looked up in its index, at most four contacts each; names of
-- contacts that are not archived. Whose rows these are is said by the policies alone: each
-- condition of a tenant costs pages of its own.
create or replace function public.find_duplicates(phones text[], emails text[],
  called text default '', at_company text default '', besides uuid default null)
returns table (id uuid, name text, company text, archived boolean, kind text, value text)
language sql stable security invoker set search_path = pg_catalog, pg_temp
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
  with found as (
    select 'phone' as kind, typed.number as value, theirs.contact_id
      from unnest(phones[1:10]) as typed (number) cross join lateral (
        select p.contact_id from public.contact_phones p
        where p.phone = typed.number
        order by p.created_at, p.id limit 4) theirs
    union all
    select 'email', typed.address, theirs.contact_id
      from unnest(emails[1:10]) as typed (address) cross join lateral (
        select e.contact_id from public.contact_emails e
        where e.email = typed.address
        order by e.contact_id limit 4) theirs
    union all
    (select 'name', called, c.id from public.contacts c
      where at_company = '' and c.company_id is null and c.archived_at is null
        and c.sort_name = lower(called)
      order by c.id limit 4)
    union all
    (select 'name', called, c.id from public.contacts c
      where c.sort_name = lower(called) and c.archived_at is null and c.company_id = (
        select o.id from public.companies o where o.sort_name = lower(at_company))
      order by c.id limit 4)
  )
  select c.id, c.name, c.company, c.archived_at is not null, found.kind, found.value
    from found join public.contacts c on c.id = found.contact_id
    where c.id is distinct from besides
$$;

comment on function public.find_duplicates is
  'Contacts, besides one, that have one of these numbers (E.164) or email addresses, or the same '
  'name at the same company: by what (phone, email, name) and its value.';

revoke all on function public.find_duplicates from public, anon, service_role;
grant execute on function public.find_duplicates to authenticated;

create or replace function public.merge_contacts(keep uuid, keep_version integer, gone uuid,
  gone_version integer, taken text[] default '{}') returns jsonb
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.merge_contacts(keep, keep_version, gone, gone_version, taken)
$$;

comment on function public.merge_contacts is
  'Makes one of two contacts that still have these versions: the kept one has everything of both, '
  'and of the fields in `taken` (name, company, title, owner_id, stage_id, address, time_zone, '
  '"custom:<field>"; phones, emails: which stand first) what the other has. '
  '{kind: merged, id} | same | not_found | changed | archived | too_much';

revoke all on function public.merge_contacts from public, anon, service_role;
grant execute on function public.merge_contacts to authenticated;

create or replace function public.undo_contact_merge(merge uuid) returns jsonb
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.undo_contact_merge(merge)
$$;

comment on function public.undo_contact_merge is
  'Makes two contacts of one again, as they were. What was added since stays with the kept one, '
  'what was changed since stays changed. {kind: undone, keep_id, gone_id} | not_found | '
  'merged_since';

revoke all on function public.undo_contact_merge from public, anon, service_role;
grant execute on function public.undo_contact_merge to authenticated;

CREATE TRIGGER follow_merge BEFORE INSERT ON public.logged_calls FOR EACH ROW EXECUTE FUNCTION private.follow_merge();

CREATE TRIGGER follow_merge BEFORE INSERT ON public.notes FOR EACH ROW WHEN ((new.contact_id IS NOT NULL)) EXECUTE FUNCTION private.follow_merge();

CREATE TRIGGER follow_merge BEFORE INSERT ON public.tasks FOR EACH ROW WHEN ((new.contact_id IS NOT NULL)) EXECUTE FUNCTION private.follow_merge();

comment on column public.contact_changes.changes is 'By field {from, to}: name, company, title, owner_id, stage (its name), address, time_zone, archived, "phone:+1…" and "email:…" (its label), "tag:…" (true), "custom:…" (the field''s name), "created" for a new contact, "merged" {to: {id (contact_merges), name}, undone} and "unmerged" {to: {id (the other contact), name}}.';

comment on function public.choose_call_contact(pg_catalog.uuid,pg_catalog.uuid) is 'Says which of the contacts that have a call''s number the call was with. False when there is no such call, or the contact does not have its number.';

comment on function public.find_duplicates(pg_catalog.text[],pg_catalog.text[],pg_catalog.text,pg_catalog.text,pg_catalog.uuid) is 'Contacts, besides one, that have one of these numbers (E.164) or email addresses, or the same name at the same company: by what (phone, email, name) and its value.';

comment on function public.merge_contacts(pg_catalog.uuid,integer,pg_catalog.uuid,integer,pg_catalog.text[]) is 'Makes one of two contacts that still have these versions: the kept one has everything of both, and of the fields in `taken` (name, company, title, owner_id, stage_id, address, time_zone, "custom:<field>"; phones, emails: which stand first) what the other has. {kind: merged, id} | same | not_found | changed | archived | too_much';

comment on function public.undo_contact_merge(pg_catalog.uuid) is 'Makes two contacts of one again, as they were. What was added since stays with the kept one, what was changed since stays changed. {kind: undone, keep_id, gone_id} | not_found | merged_since';

reset check_function_bodies;

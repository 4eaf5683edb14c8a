set check_function_bodies = off;

create table private.contact_bulk_changes (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  user_id uuid not null,
  kind text not null
    check (kind in ('owner', 'stage', 'add_tag', 'remove_tag', 'archive', 'restore')),
  value uuid,
  contacts uuid[] not null,
  was text[] not null,
  created_at timestamptz not null default now(),
  undone_at timestamptz,
  primary key (tenant_id, id),
  check (cardinality(contacts) = cardinality(was))
);
comment on table private.contact_bulk_changes is
  'What somebody changed about many contacts at once, so that it can be undone. Written and read '
  'by functions alone. No foreign key to people: as public.tasks.owner_id.';
comment on column private.contact_bulk_changes.value is
  'The owner, stage or tag; null: none.';
comment on column private.contact_bulk_changes.contacts is 'Those that it changed.';
comment on column private.contact_bulk_changes.was is
  'What each of them had before: its owner or stage, or since when it was archived or had the tag.';

create index contact_bulk_changes_by_person on private.contact_bulk_changes
  (tenant_id, user_id, created_at);

alter table private.contact_bulk_changes enable row level security;
revoke all on private.contact_bulk_changes from anon, authenticated, service_role;

-- Everything that one transaction of a person changes about a contact is one row.
create or replace function private.add_contact_change(tenant uuid, contact uuid, what jsonb)
returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.contact_changes as c (tenant_id, contact_id, actor_id, changes)
    select tenant, contact, private.actor(), what
    where what <> '{}' and private.actor() is not null
  on conflict (tenant_id, contact_id, created_at, actor_id)
    do update set changes = c.changes || excluded.changes;
end
$$;

revoke all on function private.add_contact_change from public;

-- Changes many contacts of the asking person's tenant at once, and keeps what those had that it
-- has changed. Rows are locked in the order of their ids, so that two who do never wait for each
-- other. Gives how many are meant; nothing is changed for more than 5,000.
create or replace function private.change_contacts(change uuid, wanted jsonb, what text,
  become uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
  most constant integer := 5000;
  chosen uuid[];
  changed uuid[];
  before text[];
begin
  if tenant is null then
    raise exception 'members only' using errcode = 'insufficient_privilege';
  end if;
  chosen := array(select private.wanted_contacts(tenant, wanted, most + 1));
  if cardinality(chosen) > most then
    return jsonb_build_object('meant', cardinality(chosen));
  end if;
  perform private.require_choice(tenant, what, become);
  -- Sent twice, it is done once.
  insert into private.contact_bulk_changes (tenant_id, id, user_id, kind, value, contacts, was)
    values (tenant, change, auth.uid(), what, become, '{}', '{}') on conflict do nothing;
  if not found then
    return (select jsonb_build_object('meant', cardinality(chosen),
      'changed', cardinality(c.contacts)) from private.contact_bulk_changes c
      where c.tenant_id = tenant and c.user_id = auth.uid() and c.id = change);
  end if;
  select coalesce(array_agg(d.id), '{}'), coalesce(array_agg(d.was), '{}') into changed, before
    from private.change_each(tenant, chosen, what, become) d;
  update private.contact_bulk_changes c set contacts = changed, was = before
    where c.tenant_id = tenant and c.id = change;
  delete from private.contact_bulk_changes c where c.tenant_id = tenant
    and c.user_id = auth.uid() and c.created_at < now() - interval '1 day';
  return jsonb_build_object('meant', cardinality(chosen), 'changed', cardinality(changed));
end
$$;

revoke all on function private.change_contacts from public;
grant execute on function private.change_contacts to authenticated;

-- Changes those of some contacts that are not so already; gives these and what each had.
create or replace function private.change_each(tenant uuid, chosen uuid[], what text, become uuid)
returns table (id uuid, was text)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  locked constant public.contacts[] := array(select c from public.contacts c
    where c.tenant_id = tenant and c.id = any (chosen) order by c.id for no key update);
begin
  case what
    when 'owner' then
      return query update public.contacts c set owner_id = become, updated_at = now()
        from unnest(locked) old where c.tenant_id = tenant and c.id = old.id
          and c.owner_id is distinct from become returning c.id, old.owner_id::text;
    when 'stage' then
      return query update public.contacts c set stage_id = become, updated_at = now()
        from unnest(locked) old where c.tenant_id = tenant and c.id = old.id
          and c.stage_id is distinct from become returning c.id, old.stage_id::text;
    when 'archive' then
      return query update public.contacts c set archived_at = now()
        from unnest(locked) old where c.tenant_id = tenant and c.id = old.id
          and c.archived_at is null returning c.id, null::text;
    when 'restore' then
      return query update public.contacts c set archived_at = null
        from unnest(locked) old where c.tenant_id = tenant and c.id = old.id
          and c.archived_at is not null returning c.id, old.archived_at::text;
    when 'add_tag' then
      return query insert into public.contact_tags as t (tenant_id, contact_id, tag_id)
        select tenant, old.id, become from unnest(locked) old
        on conflict do nothing returning t.contact_id, null::text;
    when 'remove_tag' then
      return query delete from public.contact_tags t using unnest(locked) old
        where t.tenant_id = tenant and t.contact_id = old.id and t.tag_id = become
        returning t.contact_id, t.created_at::text;
  end case;
end
$$;

revoke all on function private.change_each from public;

-- The contacts of a new call list in their order, at most `most`: {ids}, {query,
-- number_beginning}, {filter} as of list_contacts, {missed, mine}, or all by name. Of the asking
-- person's tenant alone.
create or replace function private.chosen_contacts(tenant uuid, wanted jsonb, most integer)
  returns setof uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if wanted ? 'ids' then
    return query select c.id
      from jsonb_array_elements_text(wanted -> 'ids') with ordinality as w (id, place)
      join public.contacts c on c.tenant_id = tenant and c.id = w.id::uuid
        and c.archived_at is null
      group by c.id order by min(w.place) limit most;
  elsif wanted ? 'missed' then
    return query select c.contact_id
      from public.list_missed(coalesce((wanted ->> 'mine')::boolean, false), false, most) m
      join public.calls c on c.tenant_id = tenant and c.id = m.call_id
      where m.tenant_id = tenant and c.contact_id is not null
      group by c.contact_id order by min(m.missed_at) limit most;
  elsif wanted ->> 'query' <> '' then
    return query select c.id from private.search_contacts(wanted ->> 'query', most,
        wanted ->> 'number_beginning') c
      where c.tenant_id = tenant order by c.sort_name, c.id;
  elsif wanted ? 'filter' then
    return query select c.id
      from private.list_contacts(wanted -> 'filter', 'name', false, null, most) c
      where c.tenant_id = tenant and c.archived_at is null;
  else
    return query select c.id from public.contacts c
      where c.tenant_id = tenant and c.archived_at is null
      order by c.sort_name, c.id limit most;
  end if;
end
$$;

revoke all on function private.chosen_contacts from public;

-- By field {from, to}, for those that differ. In PL/pgSQL, which plans it once a session: triggers
-- ask for every contact of many.
create or replace function private.contact_diff(before public.contacts, after public.contacts)
returns jsonb
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return (
    select coalesce(jsonb_object_agg(field,
        jsonb_build_object('from', was -> field, 'to', become -> field)), '{}')
    from (select private.contact_facts(before) as was,
        private.contact_facts(after) as become) facts,
      jsonb_object_keys(was || become) field
    where was -> field is distinct from become -> field);
end
$$;

revoke all on function private.contact_diff from public;

-- What people change about a contact, by the names under which a change is kept.
create or replace function private.contact_facts(about public.contacts) returns jsonb
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return jsonb_build_object('name', about.name, 'company', about.company, 'title', about.title,
      'owner_id', about.owner_id, 'stage_id', about.stage_id, 'address', about.address,
      'time_zone', case when not about.zone_guessed then about.time_zone end,
      'archived', about.archived_at is not null)
    || coalesce((select jsonb_object_agg('custom:' || key, value)
      from jsonb_each(about.custom)), '{}');
end
$$;

revoke all on function private.contact_facts from public;

-- Raises a foreign key violation for an owner who has left, or an archived stage; a tag that is
-- gone, or another tenant's, violates the key itself.
create or replace function private.require_choice(tenant uuid, what text, become uuid)
returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if what = 'owner' and become is not null and not exists (select from public.profiles p
      where p.tenant_id = tenant and p.user_id = become and p.removed_at is null)
    or what = 'stage' and become is not null and not exists (select from public.contact_stages s
      where s.tenant_id = tenant and s.id = become and s.archived_at is null)
    or what in ('add_tag', 'remove_tag') and not exists (select from public.tags t
      where t.tenant_id = tenant and t.id = become) then
    raise exception 'no such %', what using errcode = 'foreign_key_violation';
  end if;
end
$$;

revoke all on function private.require_choice from public;

-- Gives each contact back what it had, unless somebody has changed that since: it has another
-- value, or another person wrote the same one.
create or replace function private.undo_contact_change(change uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
  done private.contact_bulk_changes;
  restored integer;
begin
  update private.contact_bulk_changes c set undone_at = now()
    where c.tenant_id = tenant and c.id = change and c.user_id = auth.uid()
      and c.undone_at is null returning * into done;
  if not found then return null; end if;
  perform from public.contacts c where c.tenant_id = tenant and c.id = any (done.contacts)
    order by c.id for no key update;
  restored := private.undo_each(tenant, done);
  return jsonb_build_object('restored', restored,
    'kept', cardinality(done.contacts) - restored);
end
$$;

revoke all on function private.undo_contact_change from public;
grant execute on function private.undo_contact_change to authenticated;

-- How many contacts got back what they had before a change.
create or replace function private.undo_each(tenant uuid, done private.contact_bulk_changes)
returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  restored integer;
begin
  case done.kind
    when 'owner' then
      update public.contacts c set owner_id = old.was::uuid, updated_at = now()
        from unnest(done.contacts, done.was) old (id, was)
        where c.tenant_id = tenant and c.id = old.id
          and c.owner_id is not distinct from done.value
          and c.edited_by ->> 'owner_id' = done.user_id::text;
    when 'stage' then
      update public.contacts c set stage_id = old.was::uuid, updated_at = now()
        from unnest(done.contacts, done.was) old (id, was)
        where c.tenant_id = tenant and c.id = old.id
          and c.stage_id is not distinct from done.value
          and c.edited_by ->> 'stage_id' = done.user_id::text;
    when 'archive' then
      update public.contacts c set archived_at = null
        where c.tenant_id = tenant and c.id = any (done.contacts)
          and c.archived_at = done.created_at;
    when 'restore' then
      update public.contacts c set archived_at = old.was::timestamptz
        from unnest(done.contacts, done.was) old (id, was)
        where c.tenant_id = tenant and c.id = old.id and c.archived_at is null;
    when 'add_tag' then
      delete from public.contact_tags t where t.tenant_id = tenant and t.tag_id = done.value
        and t.contact_id = any (done.contacts) and t.created_at = done.created_at;
    when 'remove_tag' then
      -- Given as it was: the change that had given it can be undone, too.
      insert into public.contact_tags (tenant_id, contact_id, tag_id, created_at)
        select tenant, old.id, t.id, old.was::timestamptz
        from unnest(done.contacts, done.was) old (id, was)
        join public.tags t on t.tenant_id = tenant and t.id = done.value
        on conflict do nothing;
  end case;
  get diagnostics restored = row_count;
  return restored;
end
$$;

revoke all on function private.undo_each from public;

-- The contacts that a person means, at most `most`: {ids}, or {filter} as of list_contacts.
create or replace function private.wanted_contacts(tenant uuid, wanted jsonb, most integer)
returns setof uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if wanted ? 'ids' then
    return query select c.id from public.contacts c
      where c.tenant_id = tenant and c.id = any (array(
        select e.id::uuid from jsonb_array_elements_text(wanted -> 'ids') as e (id)))
      limit most;
  else
    return query select c.id
      from private.list_contacts(wanted -> 'filter', 'name', false, null, most) c;
  end if;
end
$$;

revoke all on function private.wanted_contacts from public;

create or replace function public.change_contacts(change uuid, wanted jsonb, what text,
  become uuid default null) returns jsonb
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.change_contacts(change, wanted, what, become)
$$;

comment on function public.change_contacts is
  'Changes the contacts {ids} or {filter} at once: owner, stage, add_tag, remove_tag, archive or '
  'restore. `change` is the id to undo it by. Gives {meant, changed}; nothing is changed, and '
  'changed is left out, for more than 5,000.';

revoke all on function public.change_contacts from public, anon, service_role;
grant execute on function public.change_contacts to authenticated;

create or replace function public.undo_contact_change(change uuid) returns jsonb
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.undo_contact_change(change)
$$;

comment on function public.undo_contact_change is
  'Takes back what the asking person has changed by change_contacts, once: {restored, kept}, kept '
  'being those that were changed since. Null when there is nothing to undo.';

revoke all on function public.undo_contact_change from public, anon, service_role;
grant execute on function public.undo_contact_change to authenticated;

comment on function public.change_contacts(pg_catalog.uuid,pg_catalog.jsonb,pg_catalog.text,pg_catalog.uuid) is 'Changes the contacts {ids} or {filter} at once: owner, stage, add_tag, remove_tag, archive or restore. `change` is the id to undo it by. Gives {meant, changed}; nothing is changed, and changed is left out, for more than 5,000.';

comment on function public.undo_contact_change(pg_catalog.uuid) is 'Takes back what the asking person has changed by change_contacts, once: {restored, kept}, kept being those that were changed since. Null when there is nothing to undo.';

reset check_function_bodies;

set check_function_bodies = off;

-- What stands in the address of a view of the list of contacts: names and texts, none of them
-- empty.
create or replace function private.is_view_query(query jsonb) returns boolean
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return jsonb_typeof(query) = 'object' and octet_length(query::text) <= 8000 and not exists (
    select from jsonb_each(query) as q (name, value)
    where jsonb_typeof(value) <> 'string' or value = '""' or char_length(name) > 60);
end
$$;

revoke all on function private.is_view_query from public;
grant execute on function private.is_view_query to authenticated;

create table public.contact_views (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  owner_id uuid not null default auth.uid(),
  name text not null check (char_length(name) between 1 and 60),
  is_shared boolean not null default false,
  query jsonb not null check (private.is_view_query(query)),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
comment on table public.contact_views is
  'A list of contacts under a name: its filter, order and columns. Its owner''s alone, or shared '
  'with everyone of the tenant.';
comment on column public.contact_views.owner_id is
  'Whoever saved it, by policy; no foreign key: as public.tasks.owner_id.';
comment on column public.contact_views.query is
  'As in the address of the list (lib/contact-list/schema.ts): {name: text}. It may name a tag, '
  'stage or field that is gone.';

create unique index contact_views_one_name on public.contact_views
  (tenant_id, owner_id, lower(name));

alter table public.contact_views enable row level security;
revoke all on public.contact_views from anon, authenticated, service_role;
grant select, delete on public.contact_views to authenticated;
grant insert (id, tenant_id, owner_id, name, is_shared, query) on public.contact_views
  to authenticated;
grant update (name, is_shared, query) on public.contact_views to authenticated;

create policy "members read their own and shared views" on public.contact_views
  for select to authenticated
  using (tenant_id = (select private.tenant_id())
    and (owner_id = (select auth.uid()) or is_shared));
create policy "members save views as themselves" on public.contact_views
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and owner_id = (select auth.uid()));
create policy "owners change their views, managers and admins shared ones"
  on public.contact_views for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (owner_id = (select auth.uid())
    or (is_shared and (select private.role()) in ('manager', 'admin'))))
  with check (tenant_id = (select private.tenant_id()) and (owner_id = (select auth.uid())
    or (is_shared and (select private.role()) in ('manager', 'admin'))));
create policy "owners delete their views, managers and admins shared ones"
  on public.contact_views for delete to authenticated
  using (tenant_id = (select private.tenant_id()) and (owner_id = (select auth.uid())
    or (is_shared and (select private.role()) in ('manager', 'admin'))));

create trigger clean_text before insert or update of name on public.contact_views
  for each row execute function private.clean_text('name:name');

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
      from private.list_contacts(wanted -> 'filter' || '{"whole": true}', 'name', false, null,
        most) c
      where c.tenant_id = tenant and c.archived_at is null;
  else
    return query select c.id from public.contacts c
      where c.tenant_id = tenant and c.archived_at is null
      order by c.sort_name, c.id limit most;
  end if;
end
$$;

revoke all on function private.chosen_contacts from public;

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
    case when filter ? 'custom_part' then
      '(select bool_and(position(lower(p.text) in lower(coalesce(c.custom ->> p.field, ''''))) > 0)'
      || ' from jsonb_each_text($2 -> ''custom_part'') as p (field, text))' end,
    case when filter ? 'not_called_days' then
      'a.called_at < now() - make_interval(days => ($2 ->> ''not_called_days'')::integer)' end,
    case when filter ? 'missed' then 'a.is_missed' end,
    case when filter ? 'task' then 'a.has_open_task' end,
    -- The search knows no archived contacts.
    case when filter ?& '{archived,query}' then
      'position(lower($2 ->> ''query'') in c.sort_name || '' '' || lower(c.company)) > 0'
      -- As private.search_contacts finds them, but all of them.
      when filter ?& '{whole,query}' then
      'private.search_query($1, $2 ->> ''query'', false) is not null'
      || ' and (c.sort_name ^@ lower(btrim($2 ->> ''query''))'
      || ' or c.search @@ private.search_query($1, $2 ->> ''query'', false)'
      || ' or split_part(c.phone_words, '' '', 1) ^@ nullif($2 ->> ''number_beginning'', ''''))'
      end)
$$;

revoke all on function private.contact_filter from public;

-- Where the contacts `c` of a filter are read from, in a sort, as SQL: $2 is the filter.
create or replace function private.contact_source(filter jsonb, sort text) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when filter ? 'query' and not filter ?| '{archived,whole}'
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

-- Words match from their beginning, in any order, split and folded as they were kept; spaces and
-- punctuation inside a number do not matter. `number_beginning` is what was typed as the beginning
-- of a number in the tenant's country: E.164 without its plus. First come names that begin with
-- what was typed, then numbers that are it or end with it and names with those figures, then main
-- numbers that begin with it, then others; some page_size of them: sorting them all would cost the
-- more the more there are. Beginnings are asked for in their index's order and never sorted, so
-- that no more of them are read than are given, whatever the planner takes for rare. A definer's:
-- matching words is not leakproof, so that under row-level security no index would be used. It
-- gives rows of the asking person's own tenant, as their policy does, without archived contacts.
create or replace function private.search_contacts(query text, page_size integer,
  number_beginning text) returns setof public.contacts
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan set enable_seqscan = off set enable_sort = off as $$
declare
  tenant uuid := private.tenant_id();
  more integer := greatest(page_size, 1);
  typed text := lower(btrim(query));
  words constant tsquery := private.search_query(tenant, query, false);
  whole constant tsquery := private.search_query(tenant, query, true);
  found_now integer;
begin
  if tenant is null or words is null then return; end if;
  return query select c.* from public.contacts c
    where c.tenant_id = tenant and c.archived_at is null and c.sort_name ^@ typed
    order by c.sort_name using ~<~
    limit more;
  get diagnostics found_now = row_count;
  more := more - found_now;

  if more > 0 and whole is not null then
    return query select c.* from public.contacts c
      where c.search @@ whole and c.archived_at is null
        -- Said so that no index of tenants is put beside the words': these are one tenant's
        -- already.
        and c.tenant_id is not distinct from tenant
        and not c.sort_name ^@ typed
      limit more;
    get diagnostics found_now = row_count;
    more := more - found_now;
  end if;

  if more > 0 and number_beginning <> '' then
    return query select c.* from public.contacts c
      where c.tenant_id = tenant and c.archived_at is null
        and split_part(c.phone_words, ' ', 1) ^@ number_beginning
        and not c.sort_name ^@ typed
        and (c.search @@ whole) is not true
      order by split_part(c.phone_words, ' ', 1) using ~<~
      limit more;
    get diagnostics found_now = row_count;
    more := more - found_now;
  end if;

  if more > 0 then
    return query select c.* from public.contacts c
      where c.search @@ words and c.archived_at is null
        and c.tenant_id is not distinct from tenant
        and not c.sort_name ^@ typed
        and (c.search @@ whole) is not true
        and (number_beginning <> ''
          and split_part(c.phone_words, ' ', 1) ^@ number_beginning) is not true
      limit more;
  end if;
end
$$;

revoke all on function private.search_contacts from public;
grant execute on function private.search_contacts to authenticated;

-- What was typed, as a query of contacts.search: every word by its beginning, in any order, or a
-- number by its beginning; with `whole` a number as it is, null for what is none. Null for what
-- has no word. Its words begin with their tenant, as those of the column do.
create or replace function private.search_query(tenant uuid, query text, whole boolean)
returns tsquery
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return (select to_tsquery('simple', nullif(case
    when whole then mark || number || ' | (' || typed || ')'
    else concat_ws(' | ', mark || number || ':*', '(' || typed || ')') end, ''))
  from (select 't' || left(tenant::text, 8) as mark, case
    when query ~ '^[0-9+().\s/-]+$' then nullif(regexp_replace(query, '[^0-9]', '', 'g'), '') end
      as number) asked,
  -- What looks like a number is one, or figures next to each other in a name: 24/7.
  lateral (select string_agg(quote_literal(mark || word)
      || case when number is null then ':*' else '' end,
      case when number is null then ' & ' else ' <-> ' end) as typed
    from regexp_split_to_table(regexp_replace(lower(query), '[^[:alnum:]]+', ' ', 'g'), '\s+')
      as word
    where word <> '') words);
end
$$;

revoke all on function private.search_query from public;

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
      from private.list_contacts(wanted -> 'filter' || '{"whole": true}', 'name', false, null,
        most) c;
  end if;
end
$$;

revoke all on function private.wanted_contacts from public;

reset check_function_bodies;

set check_function_bodies = off;

-- Companies with each word that was typed anywhere in their name; of one or two letters, those that
-- begin so. A definer's, as the search of contacts; rows of the asking person's own tenant.
create or replace function private.search_companies(query text, page_size integer)
returns setof public.companies
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
declare
  tenant constant uuid := private.tenant_id();
  typed constant text := lower(btrim(query));
  words constant text[] := regexp_split_to_array(typed, '\s+');
  wanted constant text[] := private.grams(tenant, typed);
  most constant integer := least(greatest(page_size, 1), 100);
begin
  if tenant is null or typed = '' then return; end if;
  if wanted = '{}' then
    return query select c.* from public.companies c
      where c.tenant_id = tenant and c.sort_name ^@ typed
      order by c.sort_name using ~<~ limit most;
    return;
  end if;
  return query select c.* from public.companies c
    where private.grams(c.tenant_id, c.name) @> wanted
      -- Said so that the index of pieces is taken: they bear the tenant already.
      and c.tenant_id is not distinct from tenant
      and not exists (select from unnest(words) word where position(word in c.sort_name) = 0)
    limit most;
end
$$;

revoke all on function private.search_companies from public;
grant execute on function private.search_companies to authenticated;

-- The newest entries of a company's people: each person's newest of each kind by its index, then
-- the newest of all. Notes on a call stand with their call, unless only notes are asked for.
create or replace function public.company_timeline(of_company uuid, page_size integer,
  only_kind text default null, before_at timestamptz default 'infinity',
  before_id uuid default 'ffffffff-ffff-ffff-ffff-ffffffffffff')
returns table (kind text, id uuid, created_at timestamptz, contact_id uuid)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  with people as (
    select c.id as person, c.tenant_id as tenant from public.contacts c
    where c.tenant_id = (select private.tenant_id()) and c.company_id = of_company
    order by c.sort_name, c.id limit 500
  )
  select e.kind, e.id, e.created_at, e.person
  from (
    select 'calls' as kind, x.id, x.created_at, p.person from people p cross join lateral (
      select c.id, c.created_at from public.calls c
      where c.tenant_id = p.tenant and c.contact_id = p.person
        and (c.created_at, c.id) < (before_at, before_id)
      order by c.created_at desc, c.id desc limit page_size) x
    where coalesce(only_kind, 'calls') = 'calls'
    union all
    select 'notes', x.id, x.created_at, p.person from people p cross join lateral (
      select n.id, n.created_at from public.notes n
      where n.tenant_id = p.tenant and n.contact_id = p.person
        and (only_kind = 'notes' or n.call_id is null)
        and (n.created_at, n.id) < (before_at, before_id)
      order by n.created_at desc, n.id desc limit page_size) x
    where coalesce(only_kind, 'notes') = 'notes'
    union all
    select 'tasks', x.id, x.created_at, p.person from people p cross join lateral (
      select t.id, t.created_at from public.tasks t
      where t.tenant_id = p.tenant and t.contact_id = p.person
        and (t.created_at, t.id) < (before_at, before_id)
      order by t.created_at desc, t.id desc limit page_size) x
    where coalesce(only_kind, 'tasks') = 'tasks'
    union all
    select 'changes', x.id, x.created_at, p.person from people p cross join lateral (
      select h.id, h.created_at from public.contact_changes h
      where h.tenant_id = p.tenant and h.contact_id = p.person
        and (h.created_at, h.id) < (before_at, before_id)
      order by h.created_at desc, h.id desc limit page_size) x
    where coalesce(only_kind, 'changes') = 'changes'
  ) e
  order by e.created_at desc, e.id desc limit page_size
$$;

comment on function public.company_timeline is
  'What happened with the first 500 people of a company, newest first, before a moment and id: '
  'calls, notes, tasks and changes, or one of these.';

revoke all on function public.company_timeline from public, anon, service_role;
grant execute on function public.company_timeline to authenticated;

create or replace function public.search_companies(query text, page_size integer default 50)
returns setof public.companies
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select * from private.search_companies(query, page_size)
$$;

revoke all on function public.search_companies from public, anon, service_role;
grant execute on function public.search_companies to authenticated;

CREATE INDEX companies_by_beginning ON public.companies USING btree (tenant_id, sort_name text_pattern_ops);

comment on function public.company_timeline(pg_catalog.uuid,integer,pg_catalog.text,timestamp with time zone,pg_catalog.uuid) is 'What happened with the first 500 people of a company, newest first, before a moment and id: calls, notes, tasks and changes, or one of these.';

reset check_function_bodies;

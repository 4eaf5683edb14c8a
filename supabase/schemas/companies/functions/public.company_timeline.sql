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
    select 'logged_calls', x.id, x.happened_at, p.person from people p cross join lateral (
      select l.id, l.happened_at from public.logged_calls l
      where l.tenant_id = p.tenant and l.contact_id = p.person
        and (l.happened_at, l.id) < (before_at, before_id)
      order by l.happened_at desc, l.id desc limit page_size) x
    where coalesce(only_kind, 'calls') = 'calls'
    union all
    select 'messages', x.id, x.created_at, p.person from people p cross join lateral (
      select m.id, m.created_at from public.messages m
      where m.tenant_id = p.tenant and m.contact_id = p.person
        and (m.created_at, m.id) < (before_at, before_id)
      order by m.created_at desc, m.id desc limit page_size) x
    where coalesce(only_kind, 'messages') = 'messages'
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
    select 'bookings', x.id, x.created_at, p.person from people p cross join lateral (
      select b.id, b.created_at from public.bookings b
      where b.tenant_id = p.tenant and b.contact_id = p.person
        and (b.created_at, b.id) < (before_at, before_id)
      order by b.created_at desc, b.id desc limit page_size) x
    where coalesce(only_kind, 'bookings') = 'bookings'
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
  'calls, logged calls, messages, notes, tasks and changes, or what a filter shows.';

revoke all on function public.company_timeline from public, anon, service_role;
grant execute on function public.company_timeline to authenticated;

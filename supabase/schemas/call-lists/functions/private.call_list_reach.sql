-- Of the next 2,000 (maxReach, lib/call-lists/progress.ts) who wait in a list: how many may be
-- called at a moment (reason null), and of the others why not, and when the first of them may be
-- called. As private.entry_obstacle says it of one, but for whoever is on a call or a colleague's
-- in another list: that is of a minute, and looked up once somebody comes to them. What is asked of
-- them is asked once for all: an index is read along its order, instead of from its root for each.
create or replace function private.call_list_reach(list uuid, at timestamptz)
  returns table (reason text, entries bigint, first_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set enable_seqscan = off set plan_cache_mode = force_custom_plan as $$
declare
  tenant constant uuid := private.tenant_id();
  l public.call_lists;
  next public.call_list_entries[];
  ids uuid[];
  owners uuid[];
  numbers text[];
  listed text[];
begin
  select * into l from public.call_lists t where t.tenant_id = tenant and t.id = list;
  next := array(select o from public.call_list_entries o
    where o.tenant_id = l.tenant_id and o.list_id = l.id and o.state = 'waiting'
    order by o.next_attempt_at, o.position limit 2000);
  ids := array(select e.contact_id from unnest(next) e);
  select array_agg(n.contact_id), array_agg(n.phone) into owners, numbers
    from public.contact_phones n where n.tenant_id = l.tenant_id and n.contact_id = any (ids);
  listed := array(select d.number from public.do_not_call d
    where d.tenant_id = l.tenant_id and d.number = any (numbers));
  return query
    with phones as materialized (
      select n.contact_id, bool_or(n.phone <> all (listed)) as may_be_called
      from unnest(owners, numbers) as n (contact_id, phone) group by 1
    ), waiting as materialized (
      select e.reason, e.attempts, e.call_id, e.next_attempt_at, c.archived_at, a.called_at,
        p.contact_id is not null as has_number, p.may_be_called,
        coalesce(c.time_zone, t.time_zone) as zone
      from unnest(next) e
      join public.tenants t on t.id = l.tenant_id
      join (select k.id, k.archived_at, k.time_zone from public.contacts k
        where k.tenant_id = l.tenant_id and k.id = any (ids)) c on c.id = e.contact_id
      left join (select k.contact_id, k.called_at from public.contact_activity k
        where k.tenant_id = l.tenant_id and k.contact_id = any (ids)) a
        on a.contact_id = e.contact_id
      left join phones p on p.contact_id = e.contact_id
    ), zones as materialized (
      select z.zone, private.opens_at(l, z.zone, at) as opens
      from (select distinct w.zone from waiting w) z
    )
    select r.reason, count(*), min(r.until) from (
      select case
          when w.archived_at is not null then 'archived'
          when not w.has_number then 'no_number'
          when not w.may_be_called then 'do_not_call'
          when w.next_attempt_at > at then w.reason
          when w.attempts = 0
            and w.called_at > at - make_interval(days => l.skip_called_days)
            then 'called_recently'
          when w.called_at > at - interval '15 minutes' and not exists (select
            from public.calls k where k.id = w.call_id and k.created_at = w.called_at)
            then 'just_called'
          when z.opens is not null then 'hours'
        end as reason,
        case when w.next_attempt_at > at then w.next_attempt_at else z.opens end as until
      from waiting w join zones z on z.zone = w.zone
    ) r group by 1;
end
$$;

revoke all on function private.call_list_reach from public;
grant execute on function private.call_list_reach to authenticated;

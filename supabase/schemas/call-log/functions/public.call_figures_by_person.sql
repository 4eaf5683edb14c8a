-- What became of each person's calls in some days, of one direction, outcome or number, or with
-- what people say came of them (`said` as for call_figures); who had none is left out. Null is
-- nobody's: calls that rang no one. A call is its user_id's; talk is each person's own, also of who
-- talked in somebody else's call. Read from the index alone, but for calls in which several talked.
create or replace function public.call_figures_by_person(since timestamptz,
  until timestamptz, person uuid default null, way text default null, ended_as text default null,
  line uuid default null, said uuid default null)
returns table (user_id uuid, calls bigint, connected bigint, missed bigint, talk_seconds bigint)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  with counted as (
    select c.user_id, count(*) as calls,
      count(*) filter (where c.outcome = 'connected') as connected,
      count(*) filter (where c.outcome = 'missed') as missed, sum(c.duration_seconds) as talk
    from public.calls c
    where c.tenant_id = (select private.tenant_id())
      and (select private.role()) in ('manager', 'admin')
      and c.created_at >= since and c.created_at < until
      and (person is null or c.user_id = person)
      and (way is null and c.direction <> 'internal' or c.direction = way)
      and (ended_as is null or c.outcome = ended_as)
      and (line is null or c.phone_number_id = line)
      and (said is null or c.disposition_id = said
        or c.lacks_outcome and said = '00000000-0000-0000-0000-000000000000')
    group by c.user_id
  ), shared as (
    select c.user_id as owner, c.duration_seconds, l.user_id, l.talk_seconds, row_number() over
        (partition by c.id order by l.user_id = c.user_id desc, l.call_sid) = 1 as is_first
    from public.calls c join public.call_legs l on l.tenant_id = c.tenant_id and l.call_id = c.id
      and l.side = 'company' and l.talk_seconds > 0
    where c.tenant_id = (select private.tenant_id())
      and (select private.role()) in ('manager', 'admin') and c.talked_with <> '{}'
      and c.created_at >= since and c.created_at < until
      and (way is null and c.direction <> 'internal' or c.direction = way)
      and (ended_as is null or c.outcome = ended_as)
      and (line is null or c.phone_number_id = line)
      and (said is null or c.disposition_id = said
        or c.lacks_outcome and said = '00000000-0000-0000-0000-000000000000')
  ), parts as (
    select f.user_id, f.calls, f.connected, f.missed, f.talk from counted f
    union all
    select s.user_id, 0, 0, 0, s.talk_seconds from shared s
    union all
    select s.owner, 0, 0, 0, -s.duration_seconds from shared s where s.is_first
  )
  select p.user_id, sum(p.calls)::bigint, sum(p.connected)::bigint, sum(p.missed)::bigint,
    greatest(coalesce(sum(p.talk), 0), 0)::bigint
  from parts p where person is null or p.user_id = person group by p.user_id
$$;

revoke all on function public.call_figures_by_person from public, anon, service_role;
grant execute on function public.call_figures_by_person to authenticated;

-- What became of the calls since a few moments, the earliest last, and until another: all of the
-- tenant's with customers or one person's, of one direction (only so are internal ones counted),
-- outcome or number, or with what people say came of them (`said`, the nil UUID for those that lack
-- it). Read from the index alone.
create or replace function public.call_figures(today timestamptz, week timestamptz,
  month timestamptz, person uuid default null, way text default null, ended_as text default null,
  until timestamptz default 'infinity', line uuid default null,
  said uuid default null)
returns table (period text, calls bigint, connected bigint, missed bigint, talk_seconds bigint)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  -- Each call is counted once, in the shortest period it is of; a longer period then holds the
  -- shorter ones too.
  with counted as (
    select case when created_at >= today then 1 when created_at >= week then 2 else 3 end as place,
      count(*) as calls,
      count(*) filter (where outcome = 'connected') as connected,
      count(*) filter (where outcome = 'missed') as missed,
      sum(duration_seconds) as talk_seconds
    from public.calls
    where tenant_id = (select private.tenant_id()) and created_at >= month and created_at < until
      and (person is null or user_id = person)
      and (way is null and direction <> 'internal' or direction = way)
      and (ended_as is null or outcome = ended_as)
      and (line is null or phone_number_id = line)
      and (said is null or disposition_id = said
        or lacks_outcome and said = '00000000-0000-0000-0000-000000000000')
    group by 1
  )
  select periods.name, coalesce(sum(counted.calls), 0)::bigint,
    coalesce(sum(counted.connected), 0)::bigint,
    coalesce(sum(counted.missed), 0)::bigint, coalesce(sum(counted.talk_seconds), 0)::bigint
  from (values (1, 'today'), (2, 'week'), (3, 'month')) as periods (place, name)
  left join counted on counted.place <= periods.place
  where (select private.tenant_id()) is not null
  group by periods.place, periods.name order by periods.place
$$;

revoke all on function public.call_figures from public, anon, service_role;
grant execute on function public.call_figures to authenticated;

-- What became of each person's calls in some days, of one direction, outcome or number, or with
-- what people say came of them (`said` as for call_figures); who had none is left out. Null is
-- nobody's: calls that rang no one. Read from the index alone.
create or replace function public.call_figures_by_person(since timestamptz,
  until timestamptz, person uuid default null, way text default null, ended_as text default null,
  line uuid default null, said uuid default null)
returns table (user_id uuid, calls bigint, connected bigint, missed bigint, talk_seconds bigint)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select c.user_id, count(*), count(*) filter (where c.outcome = 'connected'),
    count(*) filter (where c.outcome = 'missed'), coalesce(sum(c.duration_seconds), 0)
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
$$;

revoke all on function public.call_figures_by_person from public, anon, service_role;
grant execute on function public.call_figures_by_person to authenticated;

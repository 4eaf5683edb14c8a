-- What came of the talks of the tenant's voice agents, or of one, in some days: for each day of the
-- tenant's time zone (`agent_id` null), for each agent (`day` null), and in all (both null). `cost`
-- is without that of the `uncosted`.
create or replace function public.agent_figures(since timestamptz, until timestamptz,
  agent uuid default null)
returns table (day date, agent_id uuid, calls bigint, contained bigint, handed_over bigint,
  messages bigint, caller_left bigint, failed bigint, taken_over bigint, booked bigint,
  asked_again bigint, false_booked bigint, talk_seconds bigint, p50 integer, p95 integer,
  cost numeric, uncosted bigint, rated bigint, rating numeric)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  with talks as (
    select f.*, (f.started_at at time zone (select t.time_zone from public.tenants t
        where t.id = (select private.tenant_id())))::date as day
    from public.voice_agent_figures f
    where f.tenant_id = (select private.tenant_id())
      and f.started_at >= since and f.started_at < until
      and (agent is null or f.agent_id = agent)
  ), counted as (
    select k.day, k.agent_id, count(*) as calls,
      count(*) filter (where k.outcome = 'contained') as contained,
      count(*) filter (where k.outcome = 'handed_over') as handed_over,
      count(*) filter (where k.outcome = 'message') as messages,
      count(*) filter (where k.outcome = 'caller_left') as caller_left,
      count(*) filter (where k.outcome = 'failed') as failed,
      count(*) filter (where k.outcome = 'taken_over') as taken_over,
      sum(k.booked) as booked, sum(k.asked_again) as asked_again,
      count(*) filter (where k.false_booked) as false_booked, sum(k.talk_seconds) as talk_seconds,
      sum(k.cost) as cost, count(*) filter (where k.cost is null) as uncosted,
      count(k.rating) as rated, round(avg(k.rating), 1) as rating
    from talks k group by grouping sets ((k.day), (k.agent_id), ()) having count(*) > 0
  ), waited as (
    select k.day, k.agent_id,
      percentile_cont(array[0.5, 0.95]) within group (order by ms) as percentiles
    from talks k cross join unnest(k.latencies) as ms
    group by grouping sets ((k.day), (k.agent_id), ())
  )
  select c.day, c.agent_id, c.calls, c.contained, c.handed_over, c.messages, c.caller_left,
    c.failed, c.taken_over, coalesce(c.booked, 0), coalesce(c.asked_again, 0), c.false_booked,
    coalesce(c.talk_seconds, 0), w.percentiles[1]::integer, w.percentiles[2]::integer,
    coalesce(c.cost, 0), c.uncosted, c.rated, c.rating
  from counted c
  left join waited w on w.day is not distinct from c.day
    and w.agent_id is not distinct from c.agent_id
  order by c.day desc nulls first, c.calls desc
$$;

revoke all on function public.agent_figures from public, anon, service_role;
grant execute on function public.agent_figures to authenticated;

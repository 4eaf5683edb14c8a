-- What became of the calls since a few moments, the earliest last: all of the tenant's, or one person's. Read from the index alone.
create function public.call_figures(today timestamptz, week timestamptz, month timestamptz, person uuid default null)
returns table (period text, calls bigint, connected bigint, missed bigint, talk_seconds bigint)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  with counted as (
    select count(*) filter (where created_at >= today) as today_calls,
      count(*) filter (where created_at >= today and outcome = 'connected') as today_connected,
      count(*) filter (where created_at >= today and outcome = 'missed') as today_missed,
      coalesce(sum(duration_seconds) filter (where created_at >= today), 0) as today_seconds,
      count(*) filter (where created_at >= week) as week_calls,
      count(*) filter (where created_at >= week and outcome = 'connected') as week_connected,
      count(*) filter (where created_at >= week and outcome = 'missed') as week_missed,
      coalesce(sum(duration_seconds) filter (where created_at >= week), 0) as week_seconds,
      count(*) as month_calls,
      count(*) filter (where outcome = 'connected') as month_connected,
      count(*) filter (where outcome = 'missed') as month_missed,
      coalesce(sum(duration_seconds), 0) as month_seconds
    from public.calls
    where tenant_id = (select private.tenant_id()) and created_at >= month and (person is null or user_id = person)
  )
  select figures.* from counted, lateral (values
    ('today', today_calls, today_connected, today_missed, today_seconds),
    ('week', week_calls, week_connected, week_missed, week_seconds),
    ('month', month_calls, month_connected, month_missed, month_seconds)) as figures
  where (select private.tenant_id()) is not null
$$;
revoke all on function public.call_figures(timestamptz, timestamptz, timestamptz, uuid) from public, anon, service_role;
grant execute on function public.call_figures(timestamptz, timestamptz, timestamptz, uuid) to authenticated;

-- Whether LiveKit's webhooks come in, for the health check: of each company whose calls reach
-- browsers in rooms, and have rung there in the last day, whether the last one was reported. That
-- may take a minute; reported_at is known to half a minute. What rang before its project was set up
-- rang in another. Twilio's times are whole seconds.
create or replace function machine.livekit_reports(at timestamptz) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('tenant_id', a.tenant_id, 'is_missing',
    coalesce(a.reported_at < rang.first_seen_at - interval '1 minute', true))), '[]')
  from public.livekit_accounts a
  cross join lateral (select l.first_seen_at from public.call_legs l
    where l.tenant_id = a.tenant_id and l.medium = 'sip' and l.ringing_at is not null
      and l.first_seen_at >= date_trunc('second', a.set_up_at)
      and l.first_seen_at between at - interval '1 day' and at - interval '1 minute'
    order by l.first_seen_at desc limit 1) rang
  where a.is_on
$$;

revoke all on function machine.livekit_reports from public;
grant execute on function machine.livekit_reports to ringbook_machine;

-- Hours and days of calls are the last 60 minutes and the last 24 hours; a day of spending begins
-- at midnight.
create or replace function private.limit_refusal(settings public.tenants, caller uuid,
  at timestamptz) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  counted record;
  oldest timestamptz;
  midnight timestamptz := private.day_began(settings.time_zone, at);
begin
  if (select count(*) from public.calls
      where tenant_id = settings.id and direction = 'outbound' and ended_at is null
        and status in ('queued', 'ringing', 'in-progress')) >= settings.calls_at_once then
    return jsonb_build_object('refused', 'too_many_calls', 'allowed', settings.calls_at_once,
      'retry_after', 30);
  end if;
  for counted in values
    ('user_limit_reached', 'hour', settings.user_calls_per_hour, interval '1 hour'),
    ('user_limit_reached', 'day', settings.user_calls_per_day, interval '1 day'),
    ('tenant_limit_reached', 'hour', settings.tenant_calls_per_hour, interval '1 hour'),
    ('tenant_limit_reached', 'day', settings.tenant_calls_per_day, interval '1 day')
  loop
    -- The oldest call that still counts against the limit: once it falls out, the next may be
    -- placed.
    if counted.column1 = 'user_limit_reached' then
      select created_at into oldest from public.calls
        where tenant_id = settings.id and user_id = caller and direction = 'outbound'
          and created_at > at - counted.column4
        order by created_at desc, id desc offset counted.column3 - 1 limit 1;
    else
      select created_at into oldest from public.calls
        where tenant_id = settings.id and direction = 'outbound'
          and created_at > at - counted.column4
        order by created_at desc, id desc offset counted.column3 - 1 limit 1;
    end if;
    if oldest is not null then
      return jsonb_build_object('refused', counted.column1, 'allowed', counted.column3, 'per',
        counted.column2,
        'retry_after', ceil(extract(epoch from oldest + counted.column4 - at)));
    end if;
  end loop;
  if private.spent(settings.id, midnight, at) + private.messages_spent(settings.id, midnight)
      >= settings.spend_per_day then
    return jsonb_build_object('refused', 'spend_limit_reached',
      'retry_after',
        ceil(extract(epoch
        from private.day_began(settings.time_zone, midnight + interval '30 hours') - at)));
  end if;
  return null;
end
$$;

revoke all on function private.limit_refusal from public;

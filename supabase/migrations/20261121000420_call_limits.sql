-- Who may be called, how often, and for how much. Asked by machine.begin_call under the tenant's lock, so counts are exact.

-- Where a number is: {country, kind} as lib/calls/destination.ts sorts it. What was not sorted is not allowed.
create function private.place_refusal(settings public.tenants, place jsonb) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case
    when place ->> 'kind' is distinct from 'ordinary' or place ->> 'country' is null then 'number_not_allowed'
    when not place ->> 'country' = any (coalesce(settings.allowed_countries, array[settings.country_code])) then 'country_not_allowed'
  end
$$;

create function private.number_refusal(settings public.tenants, request jsonb, agent_phone text) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  reason text := private.place_refusal(settings, request -> 'to_place');
begin
  if reason is not null then return jsonb_build_object('refused', reason); end if;
  if exists (select from public.do_not_call where tenant_id = settings.id and number = request ->> 'to') then
    return jsonb_build_object('refused', 'do_not_call');
  end if;
  -- The app sorted the phone it knew of; a newer one has not been looked at.
  if request ->> 'agent_phone' is distinct from agent_phone then return jsonb_build_object('refused', 'phone_changed'); end if;
  if private.place_refusal(settings, request -> 'agent_place') is not null then
    return jsonb_build_object('refused', 'own_phone_not_allowed');
  end if;
  return null;
end
$$;

-- Midnight in a tenant's time zone; in UTC where this database does not know the zone.
create function private.day_began(zone text, at timestamptz) returns timestamptz
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return date_trunc('day', at, zone);
exception when invalid_parameter_value then
  return date_trunc('day', at, 'UTC');
end
$$;

-- What a tenant's calls since a moment have cost, both ways. A price that Twilio has not told yet is estimated: begun
-- minutes of both legs so far, at the dearest minute of the last hundred priced calls, or 0.10 before there is one.
create function private.spent(tenant uuid, since timestamptz, at timestamptz) returns numeric
language sql stable set search_path = pg_catalog, pg_temp as $$
  with dearest as (
    select coalesce(max(price / ceil(greatest(billed_seconds, 60) / 60.0)), 0.10) as a_minute
    from (select price, billed_seconds from public.calls
          where tenant_id = tenant and direction = 'outbound' and price > 0
          order by created_at desc, id desc limit 100) as priced
  )
  select coalesce(sum(case
      when c.price is not null then c.price
      when c.ended_at is null then d.a_minute * 2 * least(ceil(greatest(extract(epoch from at - c.created_at), 60) / 60), 241)
      -- Never placed, never picked up, or asked about for the last time: no price will come.
      when c.twilio_call_sid is null or c.outcome = 'agent_unreachable' or c.settled_at is not null then 0
      else d.a_minute * ceil(greatest(coalesce(c.billed_seconds, 2 * c.duration_seconds), 60) / 60.0) end), 0)
  from public.calls c, dearest d
  where c.tenant_id = tenant and c.created_at >= since
$$;

-- Hours and days of calls are the last 60 minutes and the last 24 hours; a day of spending begins at midnight.
create function private.limit_refusal(settings public.tenants, caller uuid, at timestamptz) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  counted record;
  oldest timestamptz;
  midnight timestamptz := private.day_began(settings.time_zone, at);
begin
  if (select count(*) from public.calls
      where tenant_id = settings.id and direction = 'outbound' and ended_at is null
        and status in ('queued', 'ringing', 'in-progress')) >= settings.calls_at_once then
    return jsonb_build_object('refused', 'too_many_calls', 'allowed', settings.calls_at_once, 'retry_after', 30);
  end if;
  for counted in values
    ('user_limit_reached', 'hour', settings.user_calls_per_hour, interval '1 hour'),
    ('user_limit_reached', 'day', settings.user_calls_per_day, interval '1 day'),
    ('tenant_limit_reached', 'hour', settings.tenant_calls_per_hour, interval '1 hour'),
    ('tenant_limit_reached', 'day', settings.tenant_calls_per_day, interval '1 day')
  loop
    -- The oldest call that still counts against the limit: once it falls out, the next may be placed.
    if counted.column1 = 'user_limit_reached' then
      select created_at into oldest from public.calls
        where tenant_id = settings.id and user_id = caller and direction = 'outbound' and created_at > at - counted.column4
        order by created_at desc, id desc offset counted.column3 - 1 limit 1;
    else
      select created_at into oldest from public.calls
        where tenant_id = settings.id and direction = 'outbound' and created_at > at - counted.column4
        order by created_at desc, id desc offset counted.column3 - 1 limit 1;
    end if;
    if oldest is not null then
      return jsonb_build_object('refused', counted.column1, 'allowed', counted.column3, 'per', counted.column2,
        'retry_after', ceil(extract(epoch from oldest + counted.column4 - at)));
    end if;
  end loop;
  if private.spent(settings.id, midnight, at) >= settings.spend_per_day then
    return jsonb_build_object('refused', 'spend_limit_reached',
      'retry_after', ceil(extract(epoch from private.day_began(settings.time_zone, midnight + interval '30 hours') - at)));
  end if;
  return null;
end
$$;
revoke all on function private.place_refusal(public.tenants, jsonb), private.number_refusal(public.tenants, jsonb, text),
  private.day_began(text, timestamptz), private.spent(uuid, timestamptz, timestamptz),
  private.limit_refusal(public.tenants, uuid, timestamptz) from public;

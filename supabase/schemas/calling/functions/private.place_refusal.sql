-- Who may be called, how often, and for how much. Asked by machine.begin_call under the tenant's
-- lock, so counts are exact.

-- Where a number is: {country, kind} as lib/calls/destination.ts sorts it. What was not sorted is
-- not allowed.
create or replace function private.place_refusal(settings public.tenants, place jsonb) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case
    when place ->> 'kind' is distinct from 'ordinary'
      or place ->> 'country' is null then 'number_not_allowed'
    when not place ->> 'country' = any
      (coalesce(settings.allowed_countries, array[settings.country_code]))
      then 'country_not_allowed'
  end
$$;

revoke all on function private.place_refusal from public;

-- Midnight in a tenant's time zone; in UTC where this database does not know the zone.
create or replace function private.day_began(zone text, at timestamptz) returns timestamptz
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return date_trunc('day', at, zone);
exception when invalid_parameter_value then
  return date_trunc('day', at, 'UTC');
end
$$;

revoke all on function private.day_began from public;

-- When the clock of a zone first shows a time, or jumps past it: as openingAt of
-- lib/routing/hours.ts has it.
create or replace function private.first_shown(clock timestamp, zone text) returns timestamptz
language plpgsql immutable strict set search_path = pg_catalog, pg_temp as $$
declare
  moment constant timestamptz := clock at time zone zone;
begin
  if (moment - interval '3 hours') at time zone zone = clock - interval '3 hours'
    and moment at time zone zone = clock then return moment; end if;
  return (select min(moment - n * interval '1 minute') from generate_series(-180, 180) n
    where (moment - n * interval '1 minute') at time zone zone >= clock);
end
$$;

revoke all on function private.first_shown from public;

-- A time zone is one that Postgres knows, spelled as Postgres spells it: days of the call log and
-- of the spending limit begin by it. https://www.postgresql.org/docs/17/view-pg-timezone-names.html
-- The view reads a file for each zone, 17 ms in all: one that a company has was looked up before.
create or replace function private.known_time_zone() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  known text;
begin
  if tg_op = 'UPDATE' and new.time_zone = old.time_zone then return new; end if;
  if exists (select from public.tenants t where t.time_zone = new.time_zone) then
    return new;
  end if;
  select z.name into known from pg_catalog.pg_timezone_names z
    where lower(z.name) = lower(new.time_zone)
    order by z.name = new.time_zone desc limit 1;
  if known is null then
    raise exception 'there is no time zone %', new.time_zone using errcode = 'check_violation';
  end if;
  new.time_zone := known;
  return new;
end
$$;

revoke all on function private.known_time_zone from public;

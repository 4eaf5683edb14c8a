-- When a list's calling hours begin next on the clock of a zone; null within them. A beginning that
-- a change of clocks skips is as much later.
create or replace function private.opens_at(list public.call_lists, zone text, at timestamptz)
  returns timestamptz
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  clock constant timestamp := at at time zone zone;
  day date;
  opens timestamptz;
begin
  if extract(isodow from clock)::smallint = any (list.days)
      and clock::time >= list.hours_from and clock::time < list.hours_until then
    return null;
  end if;
  for ahead in 0 .. 8 loop
    day := clock::date + ahead;
    opens := (day + list.hours_from) at time zone zone;
    if opens > at and extract(isodow from day)::smallint = any (list.days) then
      return opens;
    end if;
  end loop;
  return at + interval '1 day';
end
$$;

revoke all on function private.opens_at from public;

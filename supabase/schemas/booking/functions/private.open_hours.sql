-- When bookings are taken for one of the staff on these days (both included): by their own hours,
-- else the company's, without the days that it or they are closed.
create or replace function private.open_hours(tenant uuid, member_of_staff uuid, first_day date,
  last_day date) returns tstzmultirange
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  days constant text[] := array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  zone constant text := (select time_zone from public.tenants where id = tenant);
  hours constant jsonb := (select h.week from public.opening_hours h where h.tenant_id = tenant
    and (h.staff_id = member_of_staff or h.staff_id is null)
    order by h.staff_id is null limit 1);
  opened tstzmultirange;
  closed tstzmultirange;
begin
  select range_agg(tstzrange(s.since, s.until)) into opened from (
    select private.first_shown(d.day + (span ->> 'from')::interval, zone) as since,
      private.first_shown(d.day + (span ->> 'until')::interval
        + case when span ->> 'until' > span ->> 'from' then interval '0' else interval '1 day' end,
        zone) as until
    from (select first_day + n as day from generate_series(-1, last_day - first_day) n) d,
      jsonb_array_elements(hours -> days[extract(isodow from d.day)::integer]) span) s
    where s.since < s.until;
  select range_agg(tstzrange(private.first_shown(c.first_day, zone),
      private.first_shown(c.last_day + 1, zone))) into closed
    from public.closures c where c.tenant_id = tenant
      and c.last_day >= open_hours.first_day - 1 and c.first_day <= open_hours.last_day + 1
      and (c.staff_id is null or c.staff_id = member_of_staff);
  return coalesce(opened, '{}') - coalesce(closed, '{}');
end
$$;

revoke all on function private.open_hours from public;

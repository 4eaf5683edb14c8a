-- How a tenant takes bookings: its row, or the defaults.
create or replace function private.booking_settings(tenant uuid) returns public.booking_settings
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce((select s from public.booking_settings s where s.tenant_id = tenant),
    row(tenant, 'en', 15, 60, 60, null, now())::public.booking_settings)
$$;

revoke all on function private.booking_settings from public;

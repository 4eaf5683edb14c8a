-- Whether a booking is a caller's: of their contact, or made in this call.
create or replace function private.is_callers(tenant uuid, booking uuid, contact uuid, call uuid)
  returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.bookings b where b.tenant_id = tenant and b.id = booking
    and (b.contact_id = contact or b.call_id = call))
$$;

revoke all on function private.is_callers from public;

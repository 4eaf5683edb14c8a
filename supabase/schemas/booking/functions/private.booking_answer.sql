-- A booking as whoever made or changed it is answered.
create or replace function private.booking_answer(b public.bookings) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('booking_id', b.id, 'service_id', b.service_id, 'service', s.name,
    'staff_id', b.staff_id, 'staff', t.name, 'contact_id', b.contact_id, 'starts_at', b.starts_at,
    'ends_at', b.ends_at, 'status', b.status, 'sequence', b.sequence,
    'price_minor', b.price_minor, 'currency', b.currency)
  from public.services s, public.staff t
  where s.tenant_id = b.tenant_id and s.id = b.service_id
    and t.tenant_id = b.tenant_id and t.id = b.staff_id
$$;

revoke all on function private.booking_answer from public;

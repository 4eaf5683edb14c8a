-- A caller's booking is cancelled. Another's is as if there were none.
create or replace function machine.cancel_callers_booking(tenant uuid, contact uuid, call uuid,
  booking uuid, at timestamptz) returns jsonb
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select case when private.is_callers(tenant, booking, contact, call)
    then private.set_booking_status(tenant, null, booking, 'cancelled', at)
    else jsonb_build_object('refused', 'booking_not_found') end
$$;

revoke all on function machine.cancel_callers_booking from public;
grant execute on function machine.cancel_callers_booking to ringbook_machine;

-- Cancels a caller's booking, once they have spoken after they heard which one: the first time
-- this says that they have not. Another's is as if there were none.
create or replace function machine.cancel_callers_booking(tenant uuid, contact uuid, call uuid,
  booking uuid, turns integer, at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  b public.bookings;
  heard boolean;
begin
  select * into b from public.bookings o where o.tenant_id = tenant and o.id = booking
    and private.is_callers(tenant, o.id, contact, call);
  if b.id is null then return jsonb_build_object('refused', 'booking_not_found'); end if;
  if b.status = 'confirmed' then
    insert into private.slot_offers (tenant_id, call_id, token, service_id, staff_id, starts_at,
        booking_id, after_turn, offered_at)
      values (tenant, call, b.id || ':' || b.sequence, b.service_id, b.staff_id, b.starts_at, b.id,
        turns, at)
      on conflict do nothing;
    select o.after_turn < turns into heard from private.slot_offers o where o.tenant_id = tenant
      and o.call_id = call and o.token = b.id || ':' || b.sequence;
    if not heard then return jsonb_build_object('refused', 'not_heard'); end if;
  end if;
  return private.set_booking_status(tenant, null, b.id, 'cancelled', b.sequence, at);
end
$$;

revoke all on function machine.cancel_callers_booking from public;
grant execute on function machine.cancel_callers_booking to ringbook_machine;

-- A voice agent books for the caller of a call: only what it has offered in it and they have heard.
-- What this call has booked already it does not book again. `texts` says whether a text will come:
-- `place` is where the caller's number is, by lib/core/destination.
create or replace function machine.book(tenant uuid, call uuid, request jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  offer constant jsonb := private.heard_offer(tenant, call, request ->> 'slot_token',
    (request ->> 'turns')::integer);
  answer jsonb;
  b public.bookings;
begin
  if offer ? 'refused' then return offer; end if;
  -- One after the other, where a model asks twice at once.
  perform pg_advisory_xact_lock(hashtextextended('booking:' || tenant || call, 0));
  select * into b from public.bookings o where o.tenant_id = tenant and o.call_id = call
    and o.status = 'confirmed' and o.service_id = (offer ->> 'service_id')::uuid
    and o.staff_id = (offer ->> 'staff_id')::uuid
    and o.starts_at = (offer ->> 'starts_at')::timestamptz;
  if b.id is null then
    answer := private.book(tenant, null, request || offer
      || jsonb_build_object('source', 'call', 'call_id', call, 'anytime', false));
    if answer ? 'refused' then return answer; end if;
    select * into b from public.bookings o
      where o.tenant_id = tenant and o.id = (answer ->> 'booking_id')::uuid;
  end if;
  return private.booking_answer(b) || jsonb_build_object('texts', private.gets_text(b,
    request -> 'customer' ->> 'phone', request -> 'place', (request ->> 'now')::timestamptz));
end
$$;

revoke all on function machine.book from public;
grant execute on function machine.book to ringbook_machine;

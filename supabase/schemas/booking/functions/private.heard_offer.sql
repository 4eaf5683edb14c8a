-- What a caller may book: { service_id, staff_id, starts_at } of an offer that was made in this
-- call and after which they have spoken; else { refused }.
create or replace function private.heard_offer(tenant uuid, call uuid, slot text, turns integer)
  returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce((select case when o.after_turn < turns then jsonb_build_object('service_id',
      o.service_id, 'staff_id', o.staff_id, 'starts_at', o.starts_at)
      else jsonb_build_object('refused', 'not_heard') end
    from private.slot_offers o
    where o.tenant_id = tenant and o.call_id = call and o.token = slot
      and o.booking_id is null),
    jsonb_build_object('refused', 'not_offered'))
$$;

revoke all on function private.heard_offer from public;

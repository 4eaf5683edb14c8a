-- A caller's booking gets a time that was offered in this call and that they have heard. Another's
-- booking is as if there were none.
create or replace function machine.move_callers_booking(tenant uuid, contact uuid, call uuid,
  request jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  offer constant jsonb := private.heard_offer(tenant, call, request ->> 'slot_token',
    (request ->> 'turns')::integer);
begin
  if not private.is_callers(tenant, (request ->> 'booking_id')::uuid, contact, call) then
    return jsonb_build_object('refused', 'booking_not_found');
  end if;
  if offer ? 'refused' then return offer; end if;
  return private.move_booking(tenant, null, request || offer || '{"anytime": false}');
end
$$;

revoke all on function machine.move_callers_booking from public;
grant execute on function machine.move_callers_booking to ringbook_machine;

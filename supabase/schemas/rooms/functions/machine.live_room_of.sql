-- The name of a call's room that is not over; null where there is none.
create or replace function machine.live_room_of(tenant uuid, target uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select to_jsonb(r.name) from private.room_of(tenant, target) r
$$;
revoke all on function machine.live_room_of from public;
grant execute on function machine.live_room_of to ringbook_machine;

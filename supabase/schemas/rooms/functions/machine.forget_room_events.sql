-- Forgets what was kept for an hour of rooms of which LiveKit never said whose call is in there, of
-- all tenants; gives how many events.
create or replace function machine.forget_room_events(at timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  forgotten integer;
begin
  delete from private.early_room_events k where k.received_at < at - interval '1 hour';
  get diagnostics forgotten = row_count;
  return forgotten;
end
$$;
revoke all on function machine.forget_room_events from public;
grant execute on function machine.forget_room_events to ringbook_machine;

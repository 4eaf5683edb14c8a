-- The leg that a warm transfer rings. False where the transfer was taken back meanwhile: the leg is
-- to be ended.
create or replace function machine.note_target(tenant uuid, target uuid, expected integer,
  sid text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.call_controls set target_sid = sid
    where tenant_id = tenant and call_id = target and changes = expected;
  return found;
end
$$;
revoke all on function machine.note_target from public;
grant execute on function machine.note_target to ringbook_machine;

-- What became of the leg that a warm transfer rings, for the page.
create or replace function machine.note_target_state(tenant uuid, target uuid, sid text,
  state text) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update public.call_controls set target_state = state
    where tenant_id = tenant and call_id = target and target_sid = sid
      and target_state is distinct from state
$$;
revoke all on function machine.note_target_state from public;
grant execute on function machine.note_target_state to ringbook_machine;

-- The customer goes from hold into the room, because whoever transferred the call has left it, or
-- elsewhere (`space`: dial) because nobody is there; false where somebody has asked for something
-- else since, or another webhook has noticed it first.
create or replace function machine.end_hold(tenant uuid, target uuid, expected integer, space text)
  returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.call_controls set customer_in = space, held_by = null, held_at = null,
      mode = null, target_kind = null, target_user = null, target_number = null,
      target_sid = null, target_state = null, changes = changes + 1, updated_at = now()
    where tenant_id = tenant and call_id = target and changes = expected
      and customer_in = 'hold';
  return found;
end
$$;
revoke all on function machine.end_hold from public;
grant execute on function machine.end_hold to ringbook_machine;

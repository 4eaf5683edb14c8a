-- Takes back what was asked of a call because Twilio would not do it, unless somebody has asked for
-- something since. `was` is what stood before, null for nothing.
create or replace function machine.undo_control(tenant uuid, target uuid, expected integer,
  was jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  k public.call_controls;
begin
  perform from public.calls where tenant_id = tenant and id = target for no key update;
  select * into k from public.call_controls
    where tenant_id = tenant and call_id = target and changes = expected;
  if not found then return; end if;
  if was ->> 'call_id' is null then
    delete from public.call_controls where tenant_id = tenant and call_id = target;
    return;
  end if;
  was := was || jsonb_build_object('changes', expected + 1, 'updated_at', now());
  perform private.write_control(jsonb_populate_record(k, was));
end
$$;
revoke all on function machine.undo_control from public;
grant execute on function machine.undo_control to ringbook_machine;

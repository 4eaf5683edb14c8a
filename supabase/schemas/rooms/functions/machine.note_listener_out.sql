-- Somebody who listened in a room of a call, and may not any more, was taken out of it.
create or replace function machine.note_listener_out(tenant uuid, person uuid, target uuid)
returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select private.audit(tenant, null, 'call.listening_ended', person::text,
    jsonb_build_object('call_id', target))
$$;
revoke all on function machine.note_listener_out from public;
grant execute on function machine.note_listener_out to ringbook_machine;

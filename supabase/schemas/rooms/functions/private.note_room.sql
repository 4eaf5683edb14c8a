-- Records what we know or did ourselves of a call's room: an event with a step.
create or replace function private.note_room(
  tenant uuid, target uuid, what text, key text, at timestamptz, step jsonb) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  select machine.record_event(tenant, jsonb_build_object('type', what, 'call_id', target,
    'dedupe_key', what || ':' || key, 'occurred_at', at, 'received_at', at, 'step', step,
    'data', coalesce(step -> 'facts', '{}')))
$$;
revoke all on function private.note_room from public;

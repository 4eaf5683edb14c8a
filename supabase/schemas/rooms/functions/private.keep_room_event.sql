-- Keeps an event of a room of which LiveKit has not said yet whose call is in there.
create or replace function private.keep_room_event(tenant uuid, e jsonb) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  insert into private.early_room_events (tenant_id, room, dedupe_key, report)
    values (tenant, e ->> 'room', e #>> '{event,dedupe_key}', e)
    on conflict do nothing;
$$;
revoke all on function private.keep_room_event from public;

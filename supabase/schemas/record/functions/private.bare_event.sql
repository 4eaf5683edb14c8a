-- The readable part of an event with a field that cannot be parsed: enough for its row in the
-- ledger.
create or replace function private.bare_event(e jsonb) returns private.call_event
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select jsonb_populate_record(null::private.call_event, jsonb_build_object(
    'type', e -> 'type', 'dedupe_key', e -> 'dedupe_key', 'call_id', e -> 'call_id',
    'creates', e -> 'creates', 'call_sid', e -> 'call_sid',
    'parent_call_sid', e -> 'parent_call_sid', 'inferred_role',
    case when e ->> 'role' = 'caller' then e -> 'role' end, 'from', e -> 'from', 'to', e -> 'to',
    'customer', e -> 'customer', 'occurred_at', e -> 'occurred_at',
    'received_at', e -> 'received_at', 'query', e -> 'query',
    'answered_from', e -> 'answered_from', 'from_memory', e -> 'from_memory',
    'data', e -> 'data'))
$$;
revoke all on function private.bare_event from public;

-- The time of the staff that a service takes, with its buffers.
create or replace function private.time_taken(service public.services, starts_at timestamptz)
  returns tstzrange
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select tstzrange(starts_at - service.buffer_before_minutes * interval '1 minute', starts_at
    + (service.duration_minutes + service.buffer_after_minutes) * interval '1 minute')
$$;

revoke all on function private.time_taken from public;

-- How long nobody was heard in a room, and how long until that ends it; null: it doesn't. Ringing
-- is no silence.
create or replace function private.room_silence(r public.rooms, at timestamptz) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('silent_for_ms', silent, 'ends_after_ms',
    case when r.answered_at is not null and r.ended_at is null and r.silence_seconds is not null
      then greatest(r.silence_seconds * 1000 - silent, 0) end)
  from (select greatest(coalesce(extract(epoch from
      at - greatest(r.answered_at, r.heard_at)) * 1000, 0), 0)::integer) s(silent)
$$;
revoke all on function private.room_silence from public;

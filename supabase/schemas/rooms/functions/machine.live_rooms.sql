-- The rooms of all tenants that are not over, or whose people are not known to have left, and what
-- is known of them: for the sweep. The oldest first.
create or replace function machine.live_rooms(at timestamptz) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(private.room_state(r, c) || jsonb_build_object(
      'tenant_id', r.tenant_id, 'is_silent',
      coalesce((private.room_silence(r, at) ->> 'ends_after_ms')::integer = 0, false),
      'is_too_long', at > r.started_at + t.call_time_limit_seconds * interval '1 second'
        + interval '1 minute',
      'claim_lapsed', r.answered_at is null and r.claimed_at <= at - interval '5 seconds',
      'claimed_by', r.claimed_by) order by r.started_at, r.id), '[]')
  from (select * from public.rooms k where k.ended_at is null order by k.started_at limit 200) r
  join public.calls c on c.tenant_id = r.tenant_id and c.id = r.call_id
  join public.tenants t on t.id = r.tenant_id
$$;
revoke all on function machine.live_rooms from public;
grant execute on function machine.live_rooms to ringbook_machine;

-- The rooms of all tenants that are not over, the oldest first, and what is known of them: for the
-- sweep. Whoever was invited and has not come within a minute is rung no more.
create or replace function machine.live_rooms(at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.room_people p set over_at = at from public.rooms r
    where r.ended_at is null and p.tenant_id = r.tenant_id and p.call_id = r.call_id
      and p.over_at is null and p.call_sid = '' and p.rung_at < at - interval '1 minute';
  return (select coalesce(jsonb_agg(private.room_state(r, c) || jsonb_build_object(
      'tenant_id', r.tenant_id, 'claimed_by', r.claimed_by,
      'age_seconds', floor(extract(epoch from at - r.started_at)),
      'is_too_long', at > r.started_at + t.call_time_limit_seconds * interval '1 second'
        + interval '1 minute',
      'claim_lapsed', coalesce(r.answered_at is null
        and r.claimed_at <= at - interval '5 seconds', false),
      'legs', (select coalesce(jsonb_agg(jsonb_build_object('call_sid', l.call_sid,
          'user_id', l.user_id, 'is_listener', l.role = 'supervisor',
          'since', coalesce(l.answered_at, l.first_seen_at))), '[]')
        from public.call_legs l where l.tenant_id = r.tenant_id and l.call_id = r.call_id
          and l.medium = 'room' and l.user_id is not null and l.status < 'completed'))
      order by r.started_at, r.id), '[]')
    from (select * from public.rooms k where k.ended_at is null order by k.started_at limit 200) r
    join public.calls c on c.tenant_id = r.tenant_id and c.id = r.call_id
    join public.tenants t on t.id = r.tenant_id);
end
$$;
revoke all on function machine.live_rooms from public;
grant execute on function machine.live_rooms to ringbook_machine;

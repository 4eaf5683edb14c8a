-- The SIP leg whose call a room is of: the nearest that had begun by then. Both clocks count whole
-- seconds. Null for a meeting, and before Twilio has reported any.
create or replace function private.leg_of_room(r public.rooms) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select l.call_sid from public.call_legs l
  where l.tenant_id = r.tenant_id and l.call_id = r.call_id and l.medium = 'sip'
  order by l.first_seen_at <= r.started_at + interval '2 seconds' desc,
    abs(extract(epoch from r.started_at - l.first_seen_at)), l.call_sid
  limit 1
$$;
revoke all on function private.leg_of_room from public;

-- Nobody is rung any more by the <Sip> of a room; nor is anybody invited, once it is over. A later
-- <Sip> of the same call rings on.
create or replace function private.stop_ringing(r public.rooms, at timestamptz) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  update public.room_people p set over_at = at
    where p.tenant_id = r.tenant_id and p.call_id = r.call_id and p.over_at is null
      and (p.call_sid = private.leg_of_room(r) or p.call_sid = '' and r.ended_at is not null)
$$;
revoke all on function private.stop_ringing from public;

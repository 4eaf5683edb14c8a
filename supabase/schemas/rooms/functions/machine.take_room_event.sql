-- Takes one event of LiveKit's, verified with the tenant's own secret (lib/rooms/report.ts makes
-- it): binds its room to the call that livekit-sip says it is of, or finds the room, and records
-- it. The same events in any order and any number give the same rows: what comes before the
-- telephone's is kept until then, and null is given. `refused` where trunk, call and tenant don't
-- agree, or for a minute where the call is not known yet: it was answered while the database was
-- away.
create or replace function machine.take_room_event(tenant uuid, e jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  at timestamptz := (e ->> 'at')::timestamptz;
  said_of uuid := (e ->> 'call')::uuid;
  r public.rooms;
  c public.calls;
begin
  -- Until the room is known its events wait for each other, before anything else is locked.
  if not exists (select from public.rooms k
      where k.tenant_id = tenant and k.name = e ->> 'room') then
    perform pg_advisory_xact_lock(hashtextextended(tenant::text || (e ->> 'room'), 0));
  end if;
  -- The call before its room, as everything that changes both.
  perform from public.calls o where o.tenant_id = tenant and o.id = coalesce(
    (select k.call_id from public.rooms k where k.tenant_id = tenant and k.name = e ->> 'room'),
    said_of) for no key update;
  select * into r from public.rooms k
    where k.tenant_id = tenant and k.name = e ->> 'room' for update;
  if not found then
    if said_of is null then
      perform private.keep_room_event(tenant, e);
      return null;
    end if;
    if at between now() - interval '1 minute' and now() + interval '1 minute'
        and exists (select from public.livekit_accounts a
          where a.tenant_id = tenant and a.trunk_id = e ->> 'trunk')
        and not exists (select from public.calls o where o.id = said_of)
      then return '{"refused": "too_early"}';
    end if;
    r := private.bind_room(tenant, e);
    if r.call_id is not null then perform private.take_early_events(r); end if;
  end if;
  -- One room, one call: what a second leg says of another is not believed.
  if r.call_id is null or said_of <> r.call_id then
    return jsonb_build_object('refused', 'mismatch');
  end if;
  perform machine.record_event(tenant, e -> 'event' || jsonb_build_object('call_id', r.call_id));
  update public.rooms k set
    started_at = least(k.started_at, at),
    -- Of whoever answers; of another, the claim is not theirs any more. A meeting once two are in.
    answered_at = coalesce(k.answered_at, case
      when k.kind = 'meeting' and private.talkers_in(k) > 1 then now()
      when k.kind = 'call' and e ->> 'what' = 'published'
        and k.claimed_by = (e ->> 'person')::uuid then now() end)
    where k.tenant_id = tenant and k.id = r.id returning * into r;
  if r.answered_at is not null or r.ended_at is not null then
    perform private.stop_ringing(r, coalesce(r.answered_at, r.ended_at));
  end if;
  select * into c from public.calls k where k.tenant_id = tenant and k.id = r.call_id;
  return private.room_state(r, c);
end
$$;
revoke all on function machine.take_room_event from public;
grant execute on function machine.take_room_event to ringbook_machine;

-- Somebody who is rung answers: the call is theirs, unless a colleague was first, whose `name` it
-- gives. Whoever is invited comes in without claiming it. A claim without sound lapses after five
-- seconds (machine.give_back_room): it is begun anew by answering again, and a colleague may then
-- take it over from `former`. `wait`: livekit-sip has not said yet which room it is.
create or replace function machine.claim_room(tenant uuid, person uuid, target uuid, at timestamptz)
returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  r public.rooms;
  is_rung boolean;
  former uuid;
  is_new boolean;
  is_invited boolean := exists (select from public.room_people p where p.tenant_id = tenant
    and p.call_id = target and p.user_id = person and p.call_sid = '' and p.declined_at is null);
begin
  -- Before the room's row, as whatever records an event does.
  select * into c from public.calls k where k.tenant_id = tenant and k.id = target
    for no key update;
  if c.id is null then return '{"refused": "call_not_found"}'; end if;
  if c.ended_at is not null then return '{"refused": "call_over"}'; end if;
  r := private.live_room(tenant, target);
  is_rung := exists (select from public.room_people p where p.tenant_id = tenant
    and p.call_id = target and p.user_id = person and p.declined_at is null
    and (p.over_at is null or r.claimed_by = person));
  if is_invited and r.id is not null then
    update public.room_people p set over_at = coalesce(p.over_at, at) where p.tenant_id = tenant
      and p.call_id = target and p.user_id = person and p.call_sid = '';
    return jsonb_build_object('room', r.name, 'room_id', r.id);
  end if;
  if r.claimed_by <> person and (r.answered_at is not null
      or r.claimed_at > at - interval '5 seconds') then
    return jsonb_build_object('refused', 'taken', 'name', coalesce((select p.name
      from public.profiles p where p.tenant_id = tenant and p.user_id = r.claimed_by),
      'A colleague'));
  end if;
  if not is_rung then return '{"refused": "not_rung"}'; end if;
  if r.id is null then return '{"wait": true}'; end if;
  former := nullif(r.claimed_by, person);
  if former is not null then
    perform private.note_room(tenant, target, 'room.unclaim', r.id || ':' || former || ':' || at,
      at, jsonb_build_object('kind', 'room_given_back', 'reason', 'no sound in five seconds',
        'facts', jsonb_build_object('user_id', former)));
  end if;
  is_new := r.claimed_by is distinct from person
    or r.answered_at is null and r.claimed_at <= at - interval '5 seconds';
  if is_new or r.answered_at is null then
    update public.rooms k set claimed_by = person, claimed_at = at
      where k.tenant_id = tenant and k.id = r.id returning * into r;
  end if;
  if is_new then
    perform private.note_room(tenant, target, 'room.claim', r.id || ':' || person || ':' || at, at,
      jsonb_build_object('kind', 'room_claimed', 'facts', jsonb_build_object('user_id', person)));
  end if;
  return jsonb_build_object('room', r.name, 'room_id', r.id,
    'claimed_at', r.claimed_at, 'is_answered', r.answered_at is not null, 'former', former);
end
$$;
revoke all on function machine.claim_room from public;
grant execute on function machine.claim_room to ringbook_machine;

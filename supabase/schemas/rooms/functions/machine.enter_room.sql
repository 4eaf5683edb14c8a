-- A person enters a running room by its call: `join`, for whom it is theirs, who was invited, and
-- managers and admins; `listen`, for managers and admins, of a call that is not theirs. What is not
-- one's own is in the activity log.
create or replace function machine.enter_room(
  tenant uuid, person uuid, target uuid, how text, at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  r public.rooms;
  has_role public.member_role := (select p.role from public.profiles p
    where p.tenant_id = tenant and p.user_id = person and p.removed_at is null);
  is_own boolean;
begin
  select * into c from public.calls k where k.tenant_id = tenant and k.id = target
    for no key update;
  if c.id is null or has_role is null then return '{"refused": "call_not_found"}'; end if;
  r := private.live_room(tenant, target);
  is_own := person = any (array[c.user_id, c.callee_id] || c.also_on)
    or person = r.claimed_by or exists (select from public.room_people p
      where p.tenant_id = tenant and p.call_id = target and p.user_id = person
        and p.call_sid = '');
  if has_role = 'rep' and (how = 'listen' or is_own is not true) then
    return jsonb_build_object('refused', case when how = 'listen' then 'not_a_manager'
      when c.direction = 'internal' then 'call_not_found' else 'not_invited' end);
  end if;
  if c.ended_at is not null or r.id is null then return '{"refused": "call_over"}'; end if;
  if r.kind = 'call' and r.answered_at is null then return '{"refused": "not_answered"}'; end if;
  if how = 'listen' and exists (select from public.call_legs l where l.tenant_id = tenant
      and l.call_id = target and l.user_id = person and l.role = 'rep'
      and l.status < 'completed') then
    return '{"refused": "own_call"}';
  end if;
  if how = 'join' then
    update public.room_people p set over_at = coalesce(p.over_at, at)
      where p.tenant_id = tenant and p.call_id = target and p.user_id = person;
  end if;
  if how = 'listen' or is_own is not true then
    perform private.audit(tenant, person, case how when 'listen' then 'call.room_listened'
      else 'call.room_joined' end, c.user_id::text, jsonb_build_object('call_id', target));
  end if;
  return jsonb_build_object('room', r.name, 'room_id', r.id);
end
$$;
revoke all on function machine.enter_room from public;
grant execute on function machine.enter_room to ringbook_machine;

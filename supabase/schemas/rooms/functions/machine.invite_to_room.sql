-- Somebody in a room asks a colleague into it, who is rung on their desk; whose desk is not open
-- is notified of the call's page instead, by which they may come in. Asked again, it rings again.
-- `there` is who is in the room already.
create or replace function machine.invite_to_room(
  tenant uuid, person uuid, target uuid, invitee uuid, at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  r public.rooms;
  who record;
  is_open boolean := private.has_softphone(tenant, invitee);
begin
  select * into c from public.calls k where k.tenant_id = tenant and k.id = target
    for no key update;
  if c.id is null then return '{"refused": "call_not_found"}'; end if;
  r := private.live_room(tenant, target);
  if c.ended_at is not null or r.id is null then return '{"refused": "call_over"}'; end if;
  if not exists (select from public.call_legs l where l.tenant_id = tenant and l.call_id = target
      and l.user_id = person and l.medium = 'room' and l.role = 'rep'
      and l.status < 'completed') then
    return '{"refused": "not_on_call"}';
  end if;
  select p.user_id, p.name, q.presence into who from public.profiles p
    join private.presence_of(tenant, array[invitee]) q on q.user_id = p.user_id
    where p.tenant_id = tenant and p.user_id = invitee and p.removed_at is null;
  if who.user_id is null then return '{"refused": "not_a_colleague"}'; end if;
  if exists (select from public.call_legs l where l.tenant_id = tenant and l.call_id = target
      and l.user_id = invitee and l.medium = 'room' and l.status < 'completed') then
    return jsonb_build_object('there', true, 'name', who.name);
  end if;
  if private.talkers_in(r) >= 10 then return '{"refused": "call_is_full"}'; end if;
  if who.presence = 'on_call' then
    return jsonb_build_object('refused', 'colleague_busy', 'name', who.name);
  end if;
  insert into public.room_people as k (tenant_id, call_id, user_id, invited_by, rung_at, over_at)
    values (tenant, target, invitee, person, at, case when not is_open then at end)
  on conflict (tenant_id, call_id, user_id, call_sid) do update set rung_at = at,
    invited_by = person, declined_at = null, over_at = excluded.over_at;
  perform private.note_room(tenant, target, 'room.invite', target || ':' || invitee || ':' || at,
    at, jsonb_build_object('kind', 'room_invited', 'facts',
      jsonb_build_object('user_id', person, 'invited', invitee)));
  if not is_open then perform private.notify_invited(tenant, target, invitee, person); end if;
  return jsonb_build_object('rung', is_open, 'name', who.name);
end
$$;
revoke all on function machine.invite_to_room from public;
grant execute on function machine.invite_to_room to ringbook_machine;

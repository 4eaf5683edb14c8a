-- A person who is rung does not take the call. `rings`: others are still rung; `room` is then left
-- as it is. Declined a second time, it is declined.
create or replace function machine.decline_room(
  tenant uuid, person uuid, target uuid, at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  r public.rooms;
  declined boolean;
begin
  select * into c from public.calls k where k.tenant_id = tenant and k.id = target
    for no key update;
  if c.id is null then return '{"refused": "call_not_found"}'; end if;
  if not exists (select from public.room_people p where p.tenant_id = tenant
      and p.call_id = target and p.user_id = person) then
    return '{"refused": "not_rung"}';
  end if;
  r := private.live_room(tenant, target);
  update public.room_people p set declined_at = at, over_at = at
    where p.tenant_id = tenant and p.call_id = target and p.user_id = person
      and p.over_at is null;
  declined := found;
  if declined then
    perform private.note_room(tenant, target, 'room.decline', target || ':' || person || ':' || at,
      at, jsonb_build_object('kind', 'room_declined', 'facts',
        jsonb_build_object('user_id', person)));
    -- Of one who answered and thought better of it, nothing stays.
    update public.rooms k set claimed_by = null, claimed_at = null where k.tenant_id = tenant
      and k.id = r.id and k.claimed_by = person and k.answered_at is null;
  end if;
  return private.room_state(r, c) || jsonb_build_object('declined', declined);
end
$$;
revoke all on function machine.decline_room from public;
grant execute on function machine.decline_room to ringbook_machine;

-- A person who answered, and published no microphone in time, does not have the call: it rings on.
-- False where they did, somebody else has it by now, or they have answered again: `claimed` says
-- which claim is meant.
create or replace function machine.give_back_room(
  tenant uuid, room uuid, person uuid, claimed timestamptz, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r public.rooms;
begin
  perform from public.calls c join public.rooms k on k.tenant_id = c.tenant_id and k.call_id = c.id
    where k.tenant_id = tenant and k.id = room for no key update of c;
  update public.rooms k set claimed_by = null, claimed_at = null
    where k.tenant_id = tenant and k.id = room and k.claimed_by = person
      and k.answered_at is null and k.claimed_at = claimed
      and k.claimed_at <= at - interval '5 seconds'
    returning * into r;
  if not found then return false; end if;
  perform private.note_room(tenant, r.call_id, 'room.unclaim', r.id || ':' || person || ':' || at,
    at, jsonb_build_object('kind', 'room_given_back', 'reason', 'no sound in five seconds',
      'facts', jsonb_build_object('user_id', person)));
  return true;
end
$$;
revoke all on function machine.give_back_room from public;
grant execute on function machine.give_back_room to ringbook_machine;

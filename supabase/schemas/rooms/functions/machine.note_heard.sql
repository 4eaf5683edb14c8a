-- A browser in a room says whether anybody speaks. Any of them keeps it going; none ends it.
create or replace function machine.note_heard(
  tenant uuid, person uuid, target uuid, speaking boolean, at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r public.rooms;
begin
  if not exists (select from public.calls c where c.tenant_id = tenant and c.id = target) then
    return '{"refused": "call_not_found"}';
  end if;
  r := private.room_of(tenant, target);
  if r.id is null then return '{"refused": "call_over"}'; end if;
  if not private.is_in_room(r, person) then return '{"refused": "not_on_call"}'; end if;
  if speaking and (r.heard_at is null or r.heard_at < at) then
    update public.rooms k set heard_at = greatest(k.heard_at, at)
      where k.tenant_id = tenant and k.id = r.id returning * into r;
  end if;
  return private.room_silence(r, at);
end
$$;
revoke all on function machine.note_heard from public;
grant execute on function machine.note_heard to ringbook_machine;

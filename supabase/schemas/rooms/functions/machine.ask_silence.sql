-- A browser finds that nobody speaks: where our own clock says so too, `name` is the room to end.
create or replace function machine.ask_silence(
  tenant uuid, person uuid, target uuid, at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r public.rooms;
  silence jsonb;
begin
  if not exists (select from public.calls c where c.tenant_id = tenant and c.id = target) then
    return '{"refused": "call_not_found"}';
  end if;
  r := private.room_of(tenant, target);
  if r.id is null then return '{"refused": "call_over"}'; end if;
  if not private.is_in_room(r, person) then return '{"refused": "not_on_call"}'; end if;
  silence := private.room_silence(r, at);
  return silence || jsonb_build_object('is_over',
    coalesce((silence ->> 'ends_after_ms')::integer = 0, false), 'name', r.name);
end
$$;
revoke all on function machine.ask_silence from public;
grant execute on function machine.ask_silence to ringbook_machine;

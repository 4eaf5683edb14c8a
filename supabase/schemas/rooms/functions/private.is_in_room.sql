-- Whether somebody is in a room: by LiveKit's word, or, before it was heard, by their answer.
create or replace function private.is_in_room(r public.rooms, person uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select r.claimed_by is not distinct from person
    or exists (select from public.call_legs l where l.tenant_id = r.tenant_id
      and l.call_id = r.call_id and l.user_id = person and l.medium = 'room'
      and l.role = 'rep' and l.status < 'completed')
$$;
revoke all on function private.is_in_room from public;

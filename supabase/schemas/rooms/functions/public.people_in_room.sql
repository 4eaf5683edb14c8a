create or replace function public.people_in_room(target uuid)
  returns table (user_id uuid, name text, state text, is_listener boolean, since timestamptz)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select * from private.people_in_room(target)
$$;

comment on function public.people_in_room is
  'Who is in the room of a call, or rung for it: ringing | answering | in | declined | left.';

revoke all on function public.people_in_room from public, anon, service_role;
grant execute on function public.people_in_room to authenticated;

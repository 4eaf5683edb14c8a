create or replace function public.people_in_rooms(targets uuid[])
  returns table (call_id uuid, user_id uuid, name text, state text, is_listener boolean,
    since timestamptz)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select * from private.people_in_rooms(targets)
$$;

comment on function public.people_in_rooms is
  'Who is in the rooms of calls, or rung for them: ringing | answering | in | declined | left.';

revoke all on function public.people_in_rooms from public, anon, service_role;
grant execute on function public.people_in_rooms to authenticated;

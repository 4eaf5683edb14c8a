create or replace function public.people_on_call(target uuid)
  returns table (call_sid text, role public.leg_role, user_id uuid, name text, number text,
    state text, is_muted boolean)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select * from private.people_on_call(target)
$$;

comment on function public.people_on_call is
  'Who is on the line of a live call that something was asked of. State is ringing | in | on_hold.';

revoke all on function public.people_on_call from public, anon, service_role;
grant execute on function public.people_on_call to authenticated;

create or replace function public.remove_route(route uuid) returns text
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.remove_route(route)
$$;

comment on function public.remove_route is
  'Deletes a route that no number follows and that is not the default: private.remove_route says '
  'what comes back.';

revoke all on function public.remove_route from public, anon, service_role;
grant execute on function public.remove_route to authenticated;

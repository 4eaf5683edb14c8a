-- Everybody of the tenant as a call would find them now: lib/routing/people.ts, for trying a route.
-- For managers and admins.
create or replace function public.people_to_ring() returns jsonb
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select private.people_to_ring()
$$;

revoke all on function public.people_to_ring from public, anon, service_role;
grant execute on function public.people_to_ring to authenticated;

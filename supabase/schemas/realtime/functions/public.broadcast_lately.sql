create or replace function public.broadcast_lately() returns setof text
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select private.broadcast_lately() $$;

revoke all on function public.broadcast_lately from public, anon, service_role;
grant execute on function public.broadcast_lately to authenticated;

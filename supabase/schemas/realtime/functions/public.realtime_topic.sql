create or replace function public.realtime_topic() returns text
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select private.realtime_topic() $$;

revoke all on function public.realtime_topic from public, anon, service_role;
grant execute on function public.realtime_topic to authenticated;

create or replace function public.read_thread(thread uuid) returns boolean
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.read_thread(thread)
$$;

comment on function public.read_thread is
  'Marks a thread of messages as read, for its owner or where it has none. False when nothing '
  'changed.';

revoke all on function public.read_thread from public, anon, service_role;
grant execute on function public.read_thread to authenticated;

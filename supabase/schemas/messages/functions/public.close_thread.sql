create or replace function public.close_thread(thread uuid, closed boolean) returns boolean
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.close_thread(thread, closed)
$$;

comment on function public.close_thread is
  'Takes a thread of messages out of the inbox until something new comes, or puts it back. False '
  'when it is not the tenant''s.';

revoke all on function public.close_thread from public, anon, service_role;
grant execute on function public.close_thread to authenticated;

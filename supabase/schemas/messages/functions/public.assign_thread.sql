create or replace function public.assign_thread(thread uuid, person uuid default null)
  returns boolean
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.assign_thread(thread, person)
$$;

comment on function public.assign_thread is
  'Gives a thread of messages to a person, or to nobody. False when either is not the tenant''s.';

revoke all on function public.assign_thread from public, anon, service_role;
grant execute on function public.assign_thread to authenticated;

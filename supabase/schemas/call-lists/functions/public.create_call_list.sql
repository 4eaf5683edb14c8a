create or replace function public.create_call_list(list jsonb, wanted jsonb) returns integer
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.create_call_list(list, wanted)
$$;

comment on function public.create_call_list is
  'Adds a call list {id, name, hours_from, hours_until, days, skip_called_days, retries} of the '
  'contacts that are wanted: {ids}, {query, number_beginning}, {missed, mine} or {} for all. Gives '
  'how many these are; nothing is added for 0 or more than 10,000. Sent twice, it is added once.';

revoke all on function public.create_call_list from public, anon, service_role;
grant execute on function public.create_call_list to authenticated;

create or replace function public.count_contacts(filter jsonb) returns integer
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select private.count_contacts(filter, 1001)
$$;

comment on function public.count_contacts is
  'How many contacts a filter of list_contacts finds; 1001 stands for all that are more.';

revoke all on function public.count_contacts from public, anon, service_role;
grant execute on function public.count_contacts to authenticated;

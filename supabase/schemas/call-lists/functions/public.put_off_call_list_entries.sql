create or replace function public.put_off_call_list_entries(list uuid, entries uuid[])
  returns boolean
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.put_off_call_list_entries(list, entries, now())
$$;

comment on function public.put_off_call_list_entries is
  'Contacts of a call list that have only numbers where calls may not go wait. False when '
  'there is none of them.';

revoke all on function public.put_off_call_list_entries from public, anon, service_role;
grant execute on function public.put_off_call_list_entries to authenticated;

create or replace function public.skip_call_list_entry(entry uuid, why text, note text default '')
  returns boolean
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.skip_call_list_entry(entry, why, note, now())
$$;

comment on function public.skip_call_list_entry is
  'The asking person does not call a contact that they have claimed. False when it is not theirs.';

revoke all on function public.skip_call_list_entry from public, anon, service_role;
grant execute on function public.skip_call_list_entry to authenticated;

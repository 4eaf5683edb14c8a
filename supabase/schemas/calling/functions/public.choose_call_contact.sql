create or replace function public.choose_call_contact(call uuid, contact uuid) returns boolean
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.choose_call_contact(call, contact)
$$;

comment on function public.choose_call_contact is
  'Says which of the contacts that have a call''s number the call was with. False when there is no '
  'such call, or the contact does not have its number.';

revoke all on function public.choose_call_contact from public, anon, service_role;
grant execute on function public.choose_call_contact to authenticated;

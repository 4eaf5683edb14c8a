create or replace function public.caller_numbers(with_contact uuid) returns json
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select private.caller_numbers(with_contact) $$;
comment on function public.caller_numbers is
  'The tenant''s numbers, the oldest first, removed ones too, and which one a call to the contact '
  'shows unless another is asked for. Null when there are none.';

revoke all on function public.caller_numbers from public, anon, service_role;
grant execute on function public.caller_numbers to authenticated;

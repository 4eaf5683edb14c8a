create or replace function public.make_first_phone(which integer) returns boolean
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.make_first_phone(which)
$$;

comment on function public.make_first_phone is
  'Makes one of your further phones, by its place (2 or 3), the one that places your calls. False '
  'when there is none.';

revoke all on function public.make_first_phone from public, anon, service_role;
grant execute on function public.make_first_phone to authenticated;

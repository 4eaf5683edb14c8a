create or replace function public.choose_default_route(route uuid, seen uuid default null)
returns text
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.choose_default_route(route, seen)
$$;

comment on function public.choose_default_route is
  'Makes a published route the company''s default, if that is still the one that was seen: '
  'private.choose_default_route says what comes back.';

revoke all on function public.choose_default_route from public, anon, service_role;
grant execute on function public.choose_default_route to authenticated;

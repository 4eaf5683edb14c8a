create or replace function public.booking_facts(since timestamptz, until timestamptz)
  returns jsonb
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select private.facts_as_member(since, until)
$$;

comment on function public.booking_facts is
  'What can be booked, when, and what is taken between two moments, at most 40 days apart.';

revoke all on function public.booking_facts from public, anon, service_role;
grant execute on function public.booking_facts to authenticated;

create or replace function public.search_calls(typed text, number_beginning text default null,
  page_size integer default 50, since timestamptz default '-infinity',
  until timestamptz default 'infinity', before_id uuid default null, person uuid default null,
  way text default null, ended_as text default null,
  line uuid default null, said uuid default null) returns setof public.calls
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select * from private.search_calls(typed, number_beginning, least(page_size, 101), since, until,
    before_id, person, way, ended_as, line, said)
$$;

revoke all on function public.search_calls from public, anon, service_role;
grant execute on function public.search_calls to authenticated;

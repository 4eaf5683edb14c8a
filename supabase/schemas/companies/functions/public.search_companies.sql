create or replace function public.search_companies(query text, page_size integer default 50)
returns setof public.companies
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select * from private.search_companies(query, page_size)
$$;

revoke all on function public.search_companies from public, anon, service_role;
grant execute on function public.search_companies to authenticated;

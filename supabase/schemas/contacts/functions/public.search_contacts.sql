create or replace function public.search_contacts(query text, page_size integer default 50,
  number_beginning text default null) returns setof public.contacts
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select * from private.search_contacts(query, least(page_size, 100), number_beginning)
$$;

revoke all on function public.search_contacts from public, anon, service_role;
grant execute on function public.search_contacts to authenticated;

create or replace function public.list_contacts(filter jsonb, sort text default 'name',
  descending boolean default false, after jsonb default null, page_size integer default 50)
returns setof public.contacts
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select * from private.list_contacts(filter, sort, descending, after, least(page_size, 500))
$$;

comment on function public.list_contacts is
  'A page of contacts, filtered and sorted as private.list_contacts says.';

revoke all on function public.list_contacts from public, anon, service_role;
grant execute on function public.list_contacts to authenticated;

create or replace function public.create_tenant(company text, person text,
  country text default 'US', zone text default 'America/New_York')
returns uuid language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.create_tenant(company, person, country, zone)
$$;

revoke all on function public.create_tenant from public, anon, service_role;
grant execute on function public.create_tenant to authenticated;

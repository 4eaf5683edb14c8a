create or replace function public.failed_jobs()
returns table (id uuid, tenant_id uuid, name text, state text, problem text, tried integer,
  added_at timestamptz, tried_at timestamptz, next_at timestamptz)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select * from private.failed_jobs() $$;

revoke all on function public.failed_jobs from public, anon, service_role;
grant execute on function public.failed_jobs to authenticated;

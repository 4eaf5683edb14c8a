create or replace function public.run_job_again(job uuid) returns boolean
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.run_job_again(job) $$;

revoke all on function public.run_job_again from public, anon, service_role;
grant execute on function public.run_job_again to authenticated;

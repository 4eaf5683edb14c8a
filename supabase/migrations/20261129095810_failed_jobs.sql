set check_function_bodies = off;

-- The jobs of one's tenant that failed and are not done yet, the last one first. `problem` is a
-- sentence for people, a word of pg-boss's, or empty.
create or replace function private.failed_jobs()
returns table (id uuid, tenant_id uuid, name text, state text, problem text, tried integer,
  added_at timestamptz, tried_at timestamptz, next_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.tenant_id();
begin
  if tenant is null or private.role() is distinct from 'admin' then
    raise exception 'only admins may do this' using errcode = '42501';
  end if;
  return query
    select j.id, tenant, j.name,
      case j.state when 'failed' then 'dead' when 'active' then 'running' else 'waiting' end,
      coalesce(j.output ->> 'sentence', j.output #>> '{value,message}', ''),
      j.retry_count + case j.state when 'active' then 0 else 1 end,
      j.created_on, coalesce(j.started_on, j.created_on), j.start_after
    from jobs.job j
    where j.data ->> 'tenant_id' = tenant::text and j.output is not null
      and j.state <> 'completed'
    order by j.state = 'failed' desc, j.created_on desc limit 200;
end
$$;

revoke all on function private.failed_jobs from public;
grant execute on function private.failed_jobs to authenticated;

-- A dead job of one's tenant runs once more, now. False when there is no such job any more. Where
-- another of its key waits by now, that one runs in its place.
create or replace function private.run_job_again(job uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.require_admin();
  dead jobs.job;
begin
  select * into dead from jobs.job j
    where j.id = job and j.data ->> 'tenant_id' = tenant::text and j.output is not null
      and j.state <> 'completed' and j.state = 'failed' for update;
  if not found then return false; end if;
  if exists (select from jobs.job j where j.name = dead.name
    and j.singleton_key = dead.singleton_key and j.state < 'active') then
    delete from jobs.job j where j.name = dead.name and j.id = dead.id;
  else
    update jobs.job j set state = 'retry', retry_limit = j.retry_count + 1, completed_on = null,
        start_after = now(), keep_until = now() + interval '14 days'
      where j.name = dead.name and j.id = dead.id;
  end if;
  perform private.audit(tenant, auth.uid(), 'job.run_again', job::text,
    jsonb_build_object('job', dead.name));
  return true;
end
$$;

revoke all on function private.run_job_again from public;
grant execute on function private.run_job_again to authenticated;

create or replace function public.failed_jobs()
returns table (id uuid, tenant_id uuid, name text, state text, problem text, tried integer,
  added_at timestamptz, tried_at timestamptz, next_at timestamptz)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select * from private.failed_jobs() $$;

revoke all on function public.failed_jobs from public, anon, service_role;
grant execute on function public.failed_jobs to authenticated;

create or replace function public.run_job_again(job uuid) returns boolean
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.run_job_again(job) $$;

revoke all on function public.run_job_again from public, anon, service_role;
grant execute on function public.run_job_again to authenticated;

CREATE INDEX failed_jobs_of_tenant ON jobs.job_common USING btree (((data ->> 'tenant_id'::text))) WHERE ((output IS NOT NULL) AND (state <> 'completed'::jobs.job_state));

reset check_function_bodies;

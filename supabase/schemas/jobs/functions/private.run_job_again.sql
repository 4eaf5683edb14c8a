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

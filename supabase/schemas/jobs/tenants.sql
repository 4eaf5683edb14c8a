-- A tenant's jobs that failed and are not done yet (private.failed_jobs): output is what the last
-- failure left.
create index failed_jobs_of_tenant on jobs.job_common ((data ->> 'tenant_id'))
  where output is not null and state <> 'completed';

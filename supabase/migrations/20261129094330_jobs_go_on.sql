set check_function_bodies = off;

-- A job that is added by itself, not together with what its caller writes.
create or replace function machine.add_job(job_name text, payload jsonb, key text, at timestamptz)
  returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select private.add_job(job_name, payload, key, at)
$$;

revoke all on function machine.add_job from public;
grant execute on function machine.add_job to ringbook_machine;

-- Adds a job in the caller's transaction: it runs when that is committed, and never otherwise.
-- While a job of the same name and key waits, it is that one, with the newest payload; what is
-- added while one runs, runs after it. A job that died is replaced. A name that no worker knows
-- waits.
create or replace function private.add_job(job_name text, payload jsonb, key text,
  at timestamptz default now()) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from jobs.queue where name = job_name) then
    perform jobs.create_queue(job_name, jsonb_build_object('policy', 'stately', 'retryLimit', 4,
      'retryDelay', 5, 'retryBackoff', true, 'retryDelayMax', 600, 'expireInSeconds', 120,
      'heartbeatSeconds', 30));
  end if;
  delete from jobs.job where name = job_name and singleton_key = key and state = 'failed';
  -- Locks it until the caller commits: no worker begins it before it can see what the caller wrote.
  update jobs.job set data = payload,
      start_after = case when state = 'created' then least(start_after, at) else start_after end
    where name = job_name and singleton_key = key and state < 'active';
  if found then return; end if;
  insert into jobs.job (name, data, singleton_key, start_after, keep_until, policy, retry_limit,
      retry_delay, retry_backoff, retry_delay_max, expire_seconds, deletion_seconds,
      heartbeat_seconds)
    select q.name, payload, key, at, at + q.retention_seconds * interval '1 second', q.policy,
      q.retry_limit, q.retry_delay, q.retry_backoff, q.retry_delay_max, q.expire_seconds,
      q.deletion_seconds, q.heartbeat_seconds
    from jobs.queue q where q.name = job_name
  on conflict do nothing;
end
$$;

revoke all on function private.add_job from public;

reset check_function_bodies;

-- A job that is added by itself, not together with what its caller writes.
create or replace function machine.add_job(job_name text, payload jsonb, key text, at timestamptz)
  returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select private.add_job(job_name, payload, key, at)
$$;

revoke all on function machine.add_job from public;
grant execute on function machine.add_job to ringbook_machine;

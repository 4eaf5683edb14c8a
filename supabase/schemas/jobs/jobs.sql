-- The queue of jobs: tables and functions of pg-boss (pg-boss.sql), owned by the role that workers
-- sign in as. Nobody else enters the schema; our own functions write jobs by private.add_job.
-- Login and password are set outside, as for ringbook_machine.
do $$
begin
  if not exists (select from pg_roles where rolname = 'ringbook_jobs') then
    create role ringbook_jobs nologin noinherit;
  end if;
end
$$;

-- Definer functions are owned by postgres.
grant ringbook_jobs to postgres with inherit true, set true;
create schema jobs authorization ringbook_jobs;
comment on schema jobs is 'The queue of jobs (pg-boss), of workers alone. Not exposed by the API.';

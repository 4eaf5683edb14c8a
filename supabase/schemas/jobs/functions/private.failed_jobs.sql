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

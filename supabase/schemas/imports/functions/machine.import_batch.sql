-- Imports the rows behind after_row, up to until_row, once: whoever brings a batch that another has
-- imported already changes nothing, and reads where the import is. Null when it is not running.
create or replace function machine.import_batch(tenant uuid, import uuid, after_row integer,
  until_row integer, rows jsonb) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  job public.contact_imports;
begin
  select * into job from public.contact_imports
    where tenant_id = tenant and id = import for update;
  if job.stage is distinct from 'running' then return null; end if;
  if job.at_row <> after_row then return job.at_row; end if;
  perform private.import_rows(job, rows);
  update public.contact_imports i set at_row = until_row, updated_at = now(),
      created = i.created + n.created, updated = i.updated + n.updated,
      skipped = i.skipped + n.skipped, failed = i.failed + n.failed,
      without = i.without + n.without
    from (select count(*) filter (where outcome = 'created') as created,
        count(*) filter (where outcome = 'updated') as updated,
        count(*) filter (where outcome = 'skipped') as skipped,
        count(*) filter (where outcome = 'failed') as failed,
        count(*) filter (where outcome in ('created', 'updated') and r.without is not null)
          as without
      from public.import_rows r
      where r.tenant_id = tenant and r.import_id = import
        and r.line > after_row and r.line <= until_row) as n
    where i.tenant_id = tenant and i.id = import;
  return until_row;
end
$$;

revoke all on function machine.import_batch from public;
grant execute on function machine.import_batch to ringbook_machine;

-- A running import is over: all rows are done, or the file turned out not to be readable.
create or replace function machine.finish_import(tenant uuid, import uuid, why text)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  job public.contact_imports;
begin
  update public.contact_imports set stage = 'done', problem = left(why, 300),
      finished_at = now(), updated_at = now()
    where tenant_id = tenant and id = import and stage = 'running' returning * into job;
  if not found then return false; end if;
  delete from private.import_parts where tenant_id = tenant and import_id = import;
  perform private.audit(tenant, job.created_by, 'import.finished', import::text,
    jsonb_build_object('file', job.file_name, 'created', job.created, 'updated', job.updated,
      'skipped', job.skipped, 'failed', job.failed));
  return true;
end
$$;

revoke all on function machine.finish_import from public;
grant execute on function machine.finish_import to ringbook_machine;

-- A person stops an import: what is done stays, and can be undone. One that has not begun goes.
create or replace function machine.stop_import(tenant uuid, person uuid, import uuid)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  job public.contact_imports := private.own_import(tenant, person, import);
begin
  if job.stage in ('uploading', 'draft') then
    delete from public.contact_imports where tenant_id = tenant and id = import;
    return true;
  end if;
  return coalesce(job.stage = 'running', false)
    and machine.finish_import(tenant, import, 'Stopped before the end.');
end
$$;

revoke all on function machine.stop_import from public;
grant execute on function machine.stop_import to ringbook_machine;

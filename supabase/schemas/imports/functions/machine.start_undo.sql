create or replace function machine.start_undo(tenant uuid, person uuid, import uuid)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  job public.contact_imports := private.own_import(tenant, person, import);
begin
  if job.stage is distinct from 'done' then return false; end if;
  update public.contact_imports set stage = 'undoing', undone_by = person, updated_at = now()
    where tenant_id = tenant and id = import;
  return true;
end
$$;

revoke all on function machine.start_undo from public;
grant execute on function machine.start_undo to ringbook_machine;

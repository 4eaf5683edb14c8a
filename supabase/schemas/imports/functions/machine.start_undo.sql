-- Takes back an import that is done, as a job. False when it is not done, or not this person's.
create or replace function machine.start_undo(tenant uuid, person uuid, import uuid)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  job public.contact_imports := private.own_import(tenant, person, import);
begin
  if job.stage is distinct from 'done' then return false; end if;
  update public.contact_imports set stage = 'undoing', undone_by = person, updated_at = now()
    where tenant_id = tenant and id = import;
  perform private.add_job('contacts.import',
    jsonb_build_object('tenant_id', tenant, 'id', import), import::text);
  return true;
end
$$;

revoke all on function machine.start_undo from public;
grant execute on function machine.start_undo to ringbook_machine;

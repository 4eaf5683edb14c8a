-- Goes on with an import, or its undo, whose job died: where the last batch ended. Beside a job
-- that waits or runs it does nothing. False when nothing is under way, or it is not this person's.
create or replace function machine.resume_import(tenant uuid, person uuid, import uuid)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  job public.contact_imports := private.own_import(tenant, person, import);
begin
  if coalesce(job.stage not in ('running', 'undoing'), true) then return false; end if;
  update public.contact_imports set updated_at = now() where tenant_id = tenant and id = import;
  perform private.add_job('contacts.import',
    jsonb_build_object('tenant_id', tenant, 'id', import), import::text);
  return true;
end
$$;

revoke all on function machine.resume_import from public;
grant execute on function machine.resume_import to ringbook_machine;

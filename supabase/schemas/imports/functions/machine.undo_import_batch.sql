-- Takes back some of an import's contacts; how many are left, null when it is not being undone.
create or replace function machine.undo_import_batch(tenant uuid, import uuid, size integer)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  job public.contact_imports;
  ids uuid[];
begin
  select * into job from public.contact_imports
    where tenant_id = tenant and id = import for update;
  if job.stage is distinct from 'undoing' then return null; end if;
  perform set_config('ringbook.actor', job.undone_by::text, true);
  ids := array(select distinct contact_id from public.import_rows
    where tenant_id = tenant and import_id = import and outcome in ('created', 'updated')
      and undone is null order by contact_id limit size);
  if cardinality(ids) > 0 then
    perform private.undo_contacts(job, ids);
  else
    perform private.remove_left(job);
    update public.contact_imports set stage = 'undone', undone_at = now(), updated_at = now()
      where tenant_id = tenant and id = import returning * into job;
    perform private.audit(tenant, job.undone_by, 'import.undone', import::text,
      jsonb_build_object('file', job.file_name, 'removed', job.removed,
        'restored', job.restored, 'kept', job.kept));
  end if;
  return cardinality(ids) > 0;
end
$$;

revoke all on function machine.undo_import_batch from public;
grant execute on function machine.undo_import_batch to ringbook_machine;

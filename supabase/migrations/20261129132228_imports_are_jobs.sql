set check_function_bodies = off;

drop index public.contact_imports_open;
drop function machine.due_imports(timestamp with time zone,integer);

-- From now on it runs, as a job. Its columns are remembered for the next file with this header.
create or replace function machine.start_import(tenant uuid, person uuid, import uuid,
  signature text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  job public.contact_imports := private.own_import(tenant, person, import);
begin
  if job.stage is distinct from 'draft' then return false; end if;
  update public.contact_imports set stage = 'running', started_at = now(), updated_at = now()
    where tenant_id = tenant and id = import;
  insert into public.import_columns as remembered (tenant_id, signature, columns)
    select tenant, start_import.signature, job.settings -> 'columns'
    where start_import.signature is not null
  on conflict on constraint import_columns_pkey
    do update set columns = excluded.columns, updated_at = now();
  perform private.add_job('contacts.import',
    jsonb_build_object('tenant_id', tenant, 'id', import), import::text);
  return true;
end
$$;

revoke all on function machine.start_import from public;
grant execute on function machine.start_import to ringbook_machine;

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

create index contact_imports_not_started on public.contact_imports (updated_at)
  where stage in ('uploading', 'draft');

-- By hand: what runs already goes on as a job.
select private.add_job('contacts.import', jsonb_build_object('tenant_id', tenant_id, 'id', id),
    id::text)
  from public.contact_imports where stage in ('running', 'undoing');

reset check_function_bodies;

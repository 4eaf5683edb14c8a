-- A piece of a file that is being uploaded; the first makes the import. A piece that comes again
-- changes nothing. False when the import is another person's, or no longer being uploaded.
create or replace function machine.add_import_part(tenant uuid, person uuid, import uuid,
  file_name text, part integer, data bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.contact_imports (tenant_id, id, created_by, file_name)
    select tenant, import, person, left(file_name, 200) from public.profiles p
    where p.tenant_id = tenant and p.user_id = person and p.removed_at is null
    on conflict do nothing;
  if (private.own_import(tenant, person, import)).stage is distinct from 'uploading' then
    return false;
  end if;
  insert into private.import_parts (tenant_id, import_id, part, data)
    values (tenant, import, part, data) on conflict do nothing;
  update public.contact_imports set updated_at = now() where tenant_id = tenant and id = import;
  return true;
end
$$;

revoke all on function machine.add_import_part from public;
grant execute on function machine.add_import_part to ringbook_machine;

-- How a file is to be read and imported, and what was found in it. False once it is being imported,
-- or when it is another person's, or a piece of it is missing.
create or replace function machine.set_up_import(tenant uuid, person uuid, import uuid,
  given jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  job public.contact_imports := private.own_import(tenant, person, import);
begin
  if job.stage is null or job.stage not in ('uploading', 'draft') then return false; end if;
  if (select count(*) <> max(part) + 1 from private.import_parts
    where tenant_id = tenant and import_id = import) is not false then return false; end if;
  update public.contact_imports set stage = 'draft', updated_at = now(),
      settings = settings || coalesce(given -> 'settings', '{}'),
      header = coalesce(given -> 'header', header),
      total = coalesce((given ->> 'total')::integer, total)
    where tenant_id = tenant and id = import;
  return true;
end
$$;

revoke all on function machine.set_up_import from public;
grant execute on function machine.set_up_import to ringbook_machine;

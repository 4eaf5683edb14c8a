-- A piece of an uploaded file; null behind the last.
create or replace function machine.import_part(tenant uuid, import uuid, part integer)
returns bytea
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select data from private.import_parts p
  where p.tenant_id = import_part.tenant and p.import_id = import_part.import
    and p.part = import_part.part
$$;

revoke all on function machine.import_part from public;
grant execute on function machine.import_part to ringbook_machine;

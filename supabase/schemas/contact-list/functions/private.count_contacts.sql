-- How many of the asking person's tenant's contacts a filter finds (private.list_contacts), up to
-- `most`: more are not read.
create or replace function private.count_contacts(filter jsonb, most integer) returns integer
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set enable_seqscan = off as $$
declare
  tenant constant uuid := private.tenant_id();
  counted integer;
begin
  if tenant is null then return null; end if;
  execute 'select count(*) from (select from ' || private.contact_source(filter, 'name')
    || ' where ' || private.contact_filter(filter) || ' limit $3) found'
    into counted using tenant, filter, most;
  return counted;
end
$$;

revoke all on function private.count_contacts from public;
grant execute on function private.count_contacts to authenticated;

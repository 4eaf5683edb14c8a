-- Contacts carry their company's name: the list and the search read it.
create or replace function private.rename_company() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.contacts set company = new.name
    where tenant_id = new.tenant_id and company_id = new.id;
  return null;
end
$$;

revoke all on function private.rename_company from public;

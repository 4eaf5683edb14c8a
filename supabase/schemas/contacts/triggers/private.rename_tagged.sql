create or replace function private.rename_tagged() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.contact_tags set sort_name = new.sort_name
    where tenant_id = new.tenant_id and contact_id = new.id;
  return null;
end
$$;

revoke all on function private.rename_tagged from public;

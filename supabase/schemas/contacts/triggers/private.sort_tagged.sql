create or replace function private.sort_tagged() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  select c.sort_name into new.sort_name from public.contacts c
    where c.tenant_id = new.tenant_id and c.id = new.contact_id;
  new.sort_name := coalesce(new.sort_name, '');
  return new;
end
$$;

revoke all on function private.sort_tagged from public;

-- By whose clock a contact is called: their own, else the company's.
create or replace function private.contact_zone(tenant uuid, contact uuid) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(c.time_zone, t.time_zone)
    from public.contacts c join public.tenants t on t.id = c.tenant_id
    where c.tenant_id = tenant and c.id = contact);
end
$$;

revoke all on function private.contact_zone from public;

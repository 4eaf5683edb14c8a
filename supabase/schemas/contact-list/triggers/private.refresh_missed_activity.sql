create or replace function private.refresh_missed_activity() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := coalesce(new.tenant_id, old.tenant_id);
begin
  perform private.refresh_activity(tenant, contact) from (
    select distinct c.contact_id from public.calls c
    where c.tenant_id = tenant and c.id in (old.call_id, new.call_id)
      and c.contact_id is not null) about (contact)
    order by contact;
  return null;
end
$$;

revoke all on function private.refresh_missed_activity from public;

-- Whether every number of a contact that has one is on the do-not-call list.
create or replace function private.is_not_called(tenant uuid, contact uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(bool_and(exists (select from public.do_not_call d
      where d.tenant_id = tenant and d.number = p.phone)), false)
    from public.contact_phones p where p.tenant_id = tenant and p.contact_id = contact
$$;

revoke all on function private.is_not_called from public;

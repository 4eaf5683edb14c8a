-- What is about a call is about its contact too; the call is one of the tenant's.
create or replace function private.contact_of_call() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  select contact_id into new.contact_id from public.calls
    where tenant_id = new.tenant_id and id = new.call_id;
  if not found then
    raise exception 'there is no such call' using errcode = 'foreign_key_violation';
  end if;
  return new;
end
$$;

revoke all on function private.contact_of_call from public;

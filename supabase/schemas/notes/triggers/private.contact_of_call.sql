-- What is about a call is about its contact too.
create or replace function private.contact_of_call() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.contact_id := (select contact_id from public.calls
    where tenant_id = new.tenant_id and id = new.call_id);
  return new;
end
$$;

revoke all on function private.contact_of_call from public;

-- A new contact takes over the calls of its number that have no contact. Everything that writes
-- several calls in one transaction locks them in the order of their ids (lib/record/batch.ts), so
-- that two such transactions never deadlock.
create or replace function private.adopt_calls() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  with theirs as (
    select id from public.calls where tenant_id = new.tenant_id and customer_number = new.phone
      and contact_id is null
    order by id for no key update)
  update public.calls c set contact_id = new.contact_id, version = c.version + 1
    from theirs where c.tenant_id = new.tenant_id and c.id = theirs.id;
  return null;
end
$$;

revoke all on function private.adopt_calls from public;

-- Whether somebody of the tenant is on a call with a contact, or with one of these numbers. A call
-- lasts 4 hours at most.
create or replace function private.is_called_now(tenant uuid, contact uuid, numbers text[],
  at timestamptz) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from public.calls c
      where c.tenant_id = tenant and c.contact_id = contact and c.ended_at is null
        and c.created_at > at - interval '5 hours')
    or exists (select from public.calls c
      where c.tenant_id = tenant and c.customer_number = any (numbers) and c.ended_at is null
        and c.created_at > at - interval '5 hours');
end
$$;

revoke all on function private.is_called_now from public;

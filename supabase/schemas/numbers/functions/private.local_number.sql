-- The tenant's oldest number with the area code of a customer's number (E.164), where the company
-- wants that: the country and its first digits; null for none.
create or replace function private.local_number(tenant uuid, customer text) returns uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
  select n.id from public.phone_numbers n join public.tenants t on t.id = n.tenant_id
  where n.tenant_id = tenant and n.removed_at is null and t.local_presence
    and left(n.number, 5) = left(customer, 5) and customer like '+%'
  order by n.created_at, n.id limit 1
$$;

revoke all on function private.local_number from public;

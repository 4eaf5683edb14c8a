-- Whether the other party has written to this number of the company since a moment.
create or replace function private.wrote_since(tenant uuid, line uuid, customer text,
  since timestamptz) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from public.message_threads t
      join public.messages m on m.tenant_id = t.tenant_id and m.thread_id = t.id
    where t.tenant_id = tenant and t.phone_number_id = line and t.customer_number = customer
      and m.direction = 'inbound' and m.customer_number = customer and m.created_at >= since)
$$;

revoke all on function private.wrote_since from public;

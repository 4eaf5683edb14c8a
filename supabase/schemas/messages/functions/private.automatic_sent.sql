-- The kinds of the automatic replies that went from a company's number to a customer since a
-- moment, one for each message: to this number, or to any of the contact's.
create or replace function private.automatic_sent(tenant uuid, line uuid, customer text,
  contact uuid, since timestamptz) returns text[]
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(m.automatic), '{}') from public.messages m
  where m.tenant_id = tenant and m.direction = 'outbound' and m.user_id is null
    and m.automatic not like 'booking%' and m.created_at > since and m.phone_number_id = line
    and (m.customer_number = customer or m.contact_id = contact)
$$;

revoke all on function private.automatic_sent from public;

-- What an automatic reply to a customer is decided from, and filled in with.
create or replace function private.reply_facts(tenant uuid, line uuid, customer text, contact uuid,
  at timestamptz) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('rules', private.rules_for(tenant, line), 'phone_number_id', line,
    'customer', customer, 'company', t.name, 'time_zone', t.time_zone,
    'contact', (select jsonb_build_object('name', c.name, 'company', c.company)
      from public.contacts c where c.tenant_id = tenant and c.id = contact),
    'sent', private.automatic_sent(tenant, line, customer, contact, at - interval '1 day'))
  from public.tenants t where t.id = tenant
$$;

revoke all on function private.reply_facts from public;

-- Of a call that was missed, while nobody has talked with the caller since; with the quiet hours
-- that count for them.
create or replace function machine.text_back_facts(tenant uuid, call uuid, at timestamptz)
  returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.reply_facts(tenant, c.phone_number_id, c.customer_number, c.contact_id, at)
    || jsonb_build_object('quiet', case when t.quiet_from is not null and t.quiet_until is not null
        then jsonb_build_object('from', t.quiet_from, 'until', t.quiet_until) end,
      'their_zone', (select k.time_zone from public.contacts k
        where k.tenant_id = tenant and k.id = c.contact_id))
  from public.calls c join public.tenants t on t.id = c.tenant_id
    join public.missed_callers m on m.tenant_id = c.tenant_id and m.caller = c.customer_number
  where c.tenant_id = tenant and c.id = call and c.phone_number_id is not null
    and m.closed_at is null
$$;

revoke all on function machine.text_back_facts from public;
grant execute on function machine.text_back_facts to ringbook_machine;

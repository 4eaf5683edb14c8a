-- Of a message that came in; null when it is not this tenant's, or when Twilio answers it (STOP,
-- START and HELP).
create or replace function machine.reply_facts(tenant uuid, message uuid, at timestamptz)
  returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.reply_facts(tenant, m.phone_number_id, m.customer_number, m.contact_id, at)
    || jsonb_build_object('body', m.body, 'received_at', m.created_at, 'is_first', not exists (
      select from public.messages o where o.tenant_id = tenant and o.thread_id = m.thread_id
        and o.id <> m.id and o.created_at <= m.created_at))
  from public.messages m
  where m.tenant_id = tenant and m.id = message and m.direction = 'inbound'
    and m.opt_out is null
$$;

revoke all on function machine.reply_facts from public;
grant execute on function machine.reply_facts to ringbook_machine;

-- What Twilio is asked for a message.
create or replace function private.message_to_send(m public.messages) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('message_id', m.id, 'thread_id', m.thread_id, 'tenant_id', m.tenant_id,
    'from_number', n.number, 'to', m.customer_number, 'body', m.body, 'user_id', m.user_id,
    'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext,
    'media', coalesce((select jsonb_agg(f.id order by f.position) from public.message_media f
      where f.tenant_id = m.tenant_id and f.message_id = m.id), '[]'))
  from public.phone_numbers n
    join public.twilio_accounts a on a.tenant_id = n.tenant_id
  where n.tenant_id = m.tenant_id and n.id = m.phone_number_id
$$;

revoke all on function private.message_to_send from public;

-- Files of a message that came in and are not stored yet, with what Twilio is asked as.
create or replace function machine.media_to_fetch(tenant uuid, message uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('account_sid', a.account_sid,
    'auth_token_ciphertext', a.auth_token_ciphertext, 'message_sid', m.message_sid,
    'media', coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'media_sid', f.media_sid,
        'content_type', f.content_type) order by f.position)
      from public.message_media f where f.tenant_id = tenant and f.message_id = m.id
        and f.state = 'waiting'), '[]'))
  from public.messages m join public.twilio_accounts a on a.tenant_id = m.tenant_id
  where m.tenant_id = tenant and m.id = message
$$;

revoke all on function machine.media_to_fetch from public;
grant execute on function machine.media_to_fetch to ringbook_machine;

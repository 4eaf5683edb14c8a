-- The message that a key {value, fingerprint} has sent before; null when it is new, or there is
-- none.
create or replace function private.message_of_key(tenant uuid, sender uuid, used jsonb)
  returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select case when fingerprint = used ->> 'fingerprint'
      then jsonb_build_object('repeated', message_id)
      else jsonb_build_object('refused', 'idempotency_key_reused') end
  from private.message_keys
  where tenant_id = tenant and user_id = sender and key = used ->> 'value'
$$;

revoke all on function private.message_of_key from public;

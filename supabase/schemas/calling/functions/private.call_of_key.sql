-- The call that a key {value, fingerprint} has placed before; null when it is new, or there is
-- none.
create or replace function private.call_of_key(tenant uuid, caller uuid, used jsonb) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select case when fingerprint = used ->> 'fingerprint'
      then jsonb_build_object('repeated', call_id, 'answer', answer)
      else jsonb_build_object('refused', 'idempotency_key_reused') end
  from private.call_keys where tenant_id = tenant and user_id = caller and key = used ->> 'value'
$$;

revoke all on function private.call_of_key from public;

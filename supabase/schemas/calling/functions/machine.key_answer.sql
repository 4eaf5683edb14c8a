-- What was answered to a key; null while nobody knows yet.
create or replace function machine.key_answer(tenant uuid, caller uuid, used text) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select answer from private.call_keys where tenant_id = tenant and user_id = caller and key = used
$$;

revoke all on function machine.key_answer from public;
grant execute on function machine.key_answer to ringbook_machine;

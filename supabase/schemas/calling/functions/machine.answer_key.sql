-- Keeps the answer to a key unless one is kept already, and gives the one that stands.
create or replace function machine.answer_key(tenant uuid, caller uuid, used text, given jsonb)
  returns jsonb
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update private.call_keys set answer = coalesce(answer, given)
  where tenant_id = tenant and user_id = caller and key = used returning answer
$$;

revoke all on function machine.answer_key from public;
grant execute on function machine.answer_key to ringbook_machine;

-- What is known of a message, for whoever asked for it: null when it is not this tenant's.
create or replace function machine.message_answer(tenant uuid, message uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('message_id', id, 'thread_id', thread_id, 'message_sid', message_sid,
    'status', status, 'send_at', send_at, 'error_code', error_code, 'error_message', error_message)
  from public.messages where tenant_id = tenant and id = message
$$;

revoke all on function machine.message_answer from public;
grant execute on function machine.message_answer to ringbook_machine;

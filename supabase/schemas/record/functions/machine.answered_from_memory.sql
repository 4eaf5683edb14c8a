-- The webhook was answered from the app's cache before the event was recorded, so these facts did
-- not enter the answer.
create or replace function machine.answered_from_memory(tenant uuid, key text) returns boolean
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update public.call_events set answered_from = answered_from - 'facts'
  where tenant_id = tenant and dedupe_key = key and answered_from ? 'facts' returning true
$$;

revoke all on function machine.answered_from_memory from public;
grant execute on function machine.answered_from_memory to ringbook_machine;

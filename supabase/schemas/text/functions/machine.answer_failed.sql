-- A recorded event whose answer to Twilio could not be made: a problem that an admin sees and
-- can apply again.
create or replace function machine.answer_failed(tenant uuid, key text, why text) returns boolean
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update public.call_events
  set problem = case when problem is not null and solved_at is null then problem else why end,
      answered_from = answered_from || '{"failed": true}', solved_at = null, solved_by = null
  where tenant_id = tenant and dedupe_key = key returning true
$$;

revoke all on function machine.answer_failed from public;
grant execute on function machine.answer_failed to ringbook_machine;

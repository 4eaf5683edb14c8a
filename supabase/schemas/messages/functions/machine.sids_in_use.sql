-- Which of these SIDs are a message's of the tenant already.
create or replace function machine.sids_in_use(tenant uuid, sids text) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(message_sid), '[]') from public.messages
  where tenant_id = tenant and message_sid = any (string_to_array(sids, ','))
$$;

revoke all on function machine.sids_in_use from public;
grant execute on function machine.sids_in_use to ringbook_machine;

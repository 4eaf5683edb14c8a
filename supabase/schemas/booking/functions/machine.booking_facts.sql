create or replace function machine.booking_facts(tenant uuid, since timestamptz,
  until timestamptz) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.booking_facts(tenant, since, until)
$$;

revoke all on function machine.booking_facts from public;
grant execute on function machine.booking_facts to ringbook_machine;

create or replace function private.facts_as_member(since timestamptz, until timestamptz)
  returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.booking_facts(private.tenant_id(), since, least(until, since + interval '40 days'))
$$;

revoke all on function private.facts_as_member from public;
grant execute on function private.facts_as_member to authenticated;

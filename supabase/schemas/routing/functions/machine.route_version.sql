-- A published version, also one that newer ones have replaced: live calls follow it to their end.
create or replace function machine.route_version(tenant uuid, version uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select v.body from public.route_versions v where v.tenant_id = tenant and v.id = version
$$;
revoke all on function machine.route_version from public;
grant execute on function machine.route_version to ringbook_machine;

-- How the sweep's own comparison stands, for an admin; null for everyone else.
create or replace function machine.audit_state(tenant uuid, person uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('since', k.since, 'compared_until', k.compared_until, 'problem',
    k.problem, 'differences', k.differences)
  from private.call_audits k
  join public.profiles p on p.tenant_id = k.tenant_id and p.user_id = person
    and p.removed_at is null and p.role = 'admin'
  where k.tenant_id = tenant
$$;

revoke all on function machine.audit_state from public;
grant execute on function machine.audit_state to ringbook_machine;

-- Everybody of the tenant as a call would find them now: lib/routing/people.ts, for trying a route.
-- Nothing for those who may not read routes' settings.
create or replace function private.people_to_ring() returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('user_id', r.user_id, 'name', r.name,
      'phone', r.phone, 'availability', r.availability,
      'rung_at', floor(extract(epoch from r.rung_at) * 1000),
      'talked_at', floor(extract(epoch from r.talked_at) * 1000))), '[]')
  from private.routed_people((select private.tenant_id()),
    '00000000-0000-0000-0000-000000000000', '{}') r
  where (select private.role()) in ('manager', 'admin')
$$;

revoke all on function private.people_to_ring from public;
grant execute on function private.people_to_ring to authenticated;

-- Everybody of the tenant as a call would find them now: lib/routing/people.ts, for trying a route.
-- For managers and admins.
create or replace function private.people_to_ring() returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if private.role() not in ('manager', 'admin') or private.role() is null then
    raise exception 'only managers and admins may do this' using errcode = '42501';
  end if;
  return (select coalesce(jsonb_agg(jsonb_build_object('user_id', r.user_id, 'name', r.name,
      'phone', r.phone, 'further', r.further, 'in_browser', r.in_browser,
      'in_turn', exists (select from public.call_devices d where d.tenant_id = private.tenant_id()
        and d.user_id = r.user_id and d.in_turn is not null),
      'availability', r.availability,
      'rung_at', floor(extract(epoch from r.rung_at) * 1000),
      'talked_at', floor(extract(epoch from r.talked_at) * 1000))), '[]')
    from private.routed_people(private.tenant_id(), '00000000-0000-0000-0000-000000000000',
      '{}') r);
end
$$;

revoke all on function private.people_to_ring from public;
grant execute on function private.people_to_ring to authenticated;

-- What free times are computed from (lib/booking/slots.ts): all that can be booked, when, and what
-- is taken between two moments.
create or replace function private.booking_facts(tenant uuid, since timestamptz,
  until timestamptz) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('time_zone', t.time_zone, 'company', t.name,
    'settings', to_jsonb(private.booking_settings(tenant)) - 'tenant_id' - 'updated_at',
    'week', (select h.week from public.opening_hours h
      where h.tenant_id = tenant and h.staff_id is null),
    'services', coalesce((select jsonb_agg(to_jsonb(s) - 'tenant_id' - 'created_at'
        order by s.name, s.id) from public.services s
      where s.tenant_id = tenant and s.archived_at is null), '[]'),
    'staff', coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name,
        'kind', p.kind, 'user_id', p.user_id, 'colour', p.colour,
        'week', (select h.week from public.opening_hours h
          where h.tenant_id = tenant and h.staff_id = p.id),
        'services', coalesce((select jsonb_agg(x.service_id order by x.service_id)
          from public.staff_services x where x.tenant_id = tenant and x.staff_id = p.id), '[]'))
        order by p.kind, p.name, p.id)
      from public.staff p where p.tenant_id = tenant and p.archived_at is null), '[]'),
    'closures', coalesce((select jsonb_agg(jsonb_build_object('staff_id', c.staff_id,
        'first_day', c.first_day, 'last_day', c.last_day, 'name', c.name)
        order by c.first_day, c.id)
      from public.closures c where c.tenant_id = tenant
        and c.last_day >= (since at time zone t.time_zone)::date
        and c.first_day <= (until at time zone t.time_zone)::date), '[]'),
    'busy', coalesce((select jsonb_agg(jsonb_build_object('booking_id', b.id,
        'staff_id', b.staff_id, 'from', lower(b.during), 'until', upper(b.during))
        order by b.during) from public.bookings b where b.tenant_id = tenant
        and b.status in ('confirmed', 'done')
        and b.starts_at > since - interval '1 day' and b.starts_at < until + interval '1 day'
        and b.during && tstzrange(since, until)), '[]'))
  from public.tenants t where t.id = tenant
$$;

revoke all on function private.booking_facts from public;

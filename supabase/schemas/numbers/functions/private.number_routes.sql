-- A tenant's numbers with their routes, the oldest first, removed ones too: the only place where a
-- route is read. The route is a person, whose phone is null while it may not ring and who may also
-- be in a browser, or the newest version of what was published: of the number's route, or of the
-- company's default where it has no person either, or one who left.
create or replace function private.number_routes(tenant uuid)
  returns table (id uuid, number text, forward_user_id uuid, forward_phone text,
    forward_in_browser boolean, removed_at timestamptz, version_id uuid, route jsonb)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select n.id, n.number, n.forward_to, ph.phone,
    coalesce(d.rings_on <> 'phone' and private.has_softphone(tenant, p.user_id), false),
    n.removed_at, v.id, v.body
  from public.phone_numbers n
  left join public.routes standard on standard.tenant_id = tenant and standard.is_default
  left join public.profiles p
    on p.tenant_id = n.tenant_id and p.user_id = n.forward_to and p.removed_at is null
  left join public.call_devices d on d.tenant_id = tenant and d.user_id = p.user_id
  left join public.personal_phones ph
    on ph.tenant_id = p.tenant_id and ph.user_id = p.user_id and ph.verified_at is not null
    -- The company's own number would ring itself.
    and not private.is_own_number(tenant, ph.phone)
    and d.rings_on is distinct from 'browser'
  left join lateral (select r.id, r.body from public.route_versions r
    where r.tenant_id = n.tenant_id and r.route_id = coalesce(n.route_id,
      case when p.user_id is null then standard.id end)
    order by r.published_at desc, r.id desc limit 1) v on true
  where n.tenant_id = tenant
  order by n.created_at, n.id
$$;

revoke all on function private.number_routes from public;

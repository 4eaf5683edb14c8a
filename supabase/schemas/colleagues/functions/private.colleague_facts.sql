-- Who calls whom in an internal call, and what is rung. The phones are not stored with the event
-- (private.write_event); of the further ones only how many there are.
create or replace function private.colleague_facts(n public.calls) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('caller_name', caller.name, 'colleague', jsonb_build_object(
    'user_id', callee.user_id, 'name', callee.name, 'in_browser', r.in_browser,
    'has_phone', r.phone is not null, 'further', coalesce(cardinality(f.phones), 0),
    'phone', r.phone, 'further_phones', coalesce(to_jsonb(f.phones), '[]')))
  from public.tenants t
  join public.profiles caller on caller.tenant_id = t.id and caller.user_id = n.user_id
  join public.profiles callee on callee.tenant_id = t.id and callee.user_id = n.callee_id
  cross join lateral private.reach_of(t, callee.user_id) r
  cross join lateral (select private.further_of(t, callee.user_id) as phones) f
  where t.id = n.tenant_id
$$;
revoke all on function private.colleague_facts from public;

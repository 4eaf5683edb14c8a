-- Who calls whom in an internal call, and what is rung. The phone is not stored with the event
-- (private.write_event).
create or replace function private.colleague_facts(n public.calls) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('caller_name', caller.name, 'colleague', jsonb_build_object(
    'user_id', callee.user_id, 'name', callee.name, 'in_browser', r.in_browser,
    'has_phone', r.phone is not null, 'phone', r.phone))
  from public.tenants t
  join public.profiles caller on caller.tenant_id = t.id and caller.user_id = n.user_id
  join public.profiles callee on callee.tenant_id = t.id and callee.user_id = n.callee_id
  cross join lateral private.reach_of(t, callee.user_id) r
  where t.id = n.tenant_id
$$;
revoke all on function private.colleague_facts from public;

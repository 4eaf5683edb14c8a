-- The rules that are switched on for a number of the company, its own before those of all numbers.
create or replace function private.rules_for(tenant uuid, line uuid) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'kind', r.kind, 'keyword', r.keyword,
      'action', r.action, 'body', r.body, 'open_from', r.open_from, 'open_until', r.open_until,
      'open_days', r.open_days) order by r.phone_number_id is null, r.created_at, r.id), '[]')
  from public.message_rules r
  where r.tenant_id = tenant and r.enabled
    and coalesce(r.phone_number_id, line) = line
$$;

revoke all on function private.rules_for from public;

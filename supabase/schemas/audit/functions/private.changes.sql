-- The columns of a row that changed, before and after; the named ones only as "changed".
create or replace function private.changes(before jsonb, after jsonb, hidden text[]) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_object_agg(key, case when key = any (hidden) then '"changed"'::jsonb
      else jsonb_build_object('from', before -> key, 'to', value) end), '{}')
  from jsonb_each(after)
  where value is distinct from before -> key
    and key not in ('updated_at', 'created_at', 'verified_at', 'realtime_epoch', 'tenant_id',
      'edited_by')
$$;

revoke all on function private.changes from public;

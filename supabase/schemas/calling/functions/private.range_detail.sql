-- A refusal's entry in the audit log names the range that an admin may allow, never the number.
create or replace function private.range_detail(range text) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when range is null then '{}'::jsonb else jsonb_build_object('range', range) end
$$;

revoke all on function private.range_detail from public;

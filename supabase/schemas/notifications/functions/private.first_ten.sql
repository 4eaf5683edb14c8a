create or replace function private.first_ten(found jsonb[]) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('count', cardinality(found), 'first', to_jsonb(found[1:10])) $$;

revoke all on function private.first_ten from public;

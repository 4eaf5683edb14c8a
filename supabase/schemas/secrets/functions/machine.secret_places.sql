-- The places of secrets: table and column as lib/core/crypto.ts authenticates them.
create or replace function machine.secret_places() returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_agg(place order by place) from private.secret_columns()
$$;

revoke all on function machine.secret_places from public;
grant execute on function machine.secret_places to ringbook_machine;

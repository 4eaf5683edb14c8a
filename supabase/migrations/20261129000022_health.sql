set check_function_bodies = off;

create or replace function machine.health() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$ select true $$;

revoke all on function machine.health from public;
grant execute on function machine.health to ringbook_machine;

reset check_function_bodies;

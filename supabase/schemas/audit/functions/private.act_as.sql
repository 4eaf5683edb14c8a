-- Machine functions act for a person without a session: they say for whom, for this transaction.
create or replace function private.act_as(person uuid) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  select set_config('ringbook.actor', person::text, true) $$;

revoke all on function private.act_as from public;

-- Tables whose rows are the kept contact's after a merge, by nothing but contact_id: a registry. A
-- table with rules of its own has its functions. tests/database/merges/tables.test.ts compares this
-- with the tables that refer to contacts.
create or replace function private.merged_tables() returns text[]
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select array['calls', 'notes', 'tasks', 'logged_calls', 'messages', 'bookings'] $$;

revoke all on function private.merged_tables from public;

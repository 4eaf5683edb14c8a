-- Before the words of a tenant's messages of a day.
create or replace function private.message_mark(tenant uuid, day integer) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select left(tenant::text, 8) || lpad(to_hex(day), 4, '0') || ' ' $$;

revoke all on function private.message_mark from public;
grant execute on function private.message_mark to authenticated;

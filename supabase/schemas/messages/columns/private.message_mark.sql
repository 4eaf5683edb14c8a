-- Before the words of a tenant's messages of a day. In plpgsql, as private.text_words.
create or replace function private.message_mark(tenant uuid, day integer) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return left(tenant::text, 8) || lpad(to_hex(day), 4, '0') || ' ';
end
$$;

revoke all on function private.message_mark from public;
grant execute on function private.message_mark to authenticated;

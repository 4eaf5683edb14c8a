-- What stands in the address of a view of the list of contacts: names and texts, none of them
-- empty.
create or replace function private.is_view_query(query jsonb) returns boolean
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return jsonb_typeof(query) = 'object' and octet_length(query::text) <= 8000 and not exists (
    select from jsonb_each(query) as q (name, value)
    where jsonb_typeof(value) <> 'string' or value = '""' or char_length(name) > 60);
end
$$;

revoke all on function private.is_view_query from public;
grant execute on function private.is_view_query to authenticated;

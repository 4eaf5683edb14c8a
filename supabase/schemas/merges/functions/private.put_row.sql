-- Writes a row of a table of the schema public again, as to_jsonb gave it. A column that was added
-- since has its default.
create or replace function private.put_row(name text, row_was jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  columns constant text := (select string_agg(quote_ident(a.attname), ', ')
    from pg_attribute a
    where a.attrelid = format('public.%I', name)::regclass and a.attnum > 0
      and not a.attisdropped and a.attgenerated = '' and row_was ? a.attname);
begin
  execute format('insert into public.%1$I (%2$s)
    select %2$s from jsonb_populate_record(null::public.%1$I, $1)
    on conflict do nothing', name, columns) using row_was;
end
$$;

revoke all on function private.put_row from public;

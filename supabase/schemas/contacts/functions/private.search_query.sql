-- What was typed, as a query of contacts.search: every word by its beginning, in any order, or a
-- number by its beginning; with `whole` a number as it is, null for what is none. Null for what
-- has no word. Its words begin with their tenant, as those of the column do.
create or replace function private.search_query(tenant uuid, query text, whole boolean)
returns tsquery
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return (select to_tsquery('simple', nullif(case
    when whole then mark || number || ' | (' || typed || ')'
    else concat_ws(' | ', mark || number || ':*', '(' || typed || ')') end, ''))
  from (select 't' || left(tenant::text, 8) as mark, case
    when query ~ '^[0-9+().\s/-]+$' then nullif(regexp_replace(query, '[^0-9]', '', 'g'), '') end
      as number) asked,
  -- What looks like a number is one, or figures next to each other in a name: 24/7.
  lateral (select string_agg(quote_literal(mark || word)
      || case when number is null then ':*' else '' end,
      case when number is null then ' & ' else ' <-> ' end) as typed
    from regexp_split_to_table(regexp_replace(lower(query), '[^[:alnum:]]+', ' ', 'g'), '\s+')
      as word
    where word <> '') words);
end
$$;

revoke all on function private.search_query from public;

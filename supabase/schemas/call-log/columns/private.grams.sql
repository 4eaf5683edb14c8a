-- The pieces of three letters or figures that words are found by, however they begin. Each bears
-- its tenant, so that the index keeps tenants apart and a search never walks another's.
create or replace function private.grams(tenant uuid, words text) returns text[]
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  folded text := regexp_replace(lower(words), '[^[:alnum:]]+', ' ', 'g');
begin
  return coalesce((select array_agg(distinct left(tenant::text, 8) || substr(folded, place, 3))
    from generate_series(1, length(folded) - 2) place
    where substr(folded, place, 3) not like '% %'), '{}');
end
$$;

revoke all on function private.grams from public;
-- An index over it is kept as whoever writes the row.
grant execute on function private.grams to authenticated;

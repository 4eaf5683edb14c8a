-- The words of a text, each once and in small letters. In plpgsql, as everything that an event
-- calls (private.contact_for says why).
create or replace function private.text_words(said text) returns text[]
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return array(select distinct left(word, 40)
    from regexp_split_to_table(lower(said), '[^[:alnum:]]+') as word where word <> '');
end
$$;

revoke all on function private.text_words from public;
-- An index over it is kept as whoever writes the row.
grant execute on function private.text_words to authenticated;

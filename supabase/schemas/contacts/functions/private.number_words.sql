-- A number as people type it, for contacts.phone_words: whole, without a country code of one to
-- three digits, each with a trunk 0 too, and the ends people remember.
create or replace function private.number_words(phone text) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select concat_ws(' ', substr(phone, 2), substr(phone, 3), substr(phone, 4), substr(phone, 5),
    '0' || substr(phone, 3), '0' || substr(phone, 4), '0' || substr(phone, 5),
    right(phone, 7), right(phone, 4))
$$;

revoke all on function private.number_words from public;

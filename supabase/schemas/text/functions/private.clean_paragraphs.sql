-- Text of several lines: NFC, every kind of line break a newline, other control characters spaces.
create or replace function private.clean_paragraphs(typed text) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select private.trim_invisible(regexp_replace(
    regexp_replace(normalize(typed, nfc),
      '\r\n?|[\u000b\u000c\u0085\u2028\u2029]', E'\n', 'g'),
    '[\u0001-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]', ' ', 'g'))
$$;

revoke all on function private.clean_paragraphs from public;

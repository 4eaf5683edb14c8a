-- Text for one line: NFC, each run of control characters and line breaks a space.
create or replace function private.clean_line(typed text) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select private.trim_invisible(
    regexp_replace(normalize(typed, nfc),
      '[\u0001-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]+', ' ', 'g'))
$$;

revoke all on function private.clean_line from public;

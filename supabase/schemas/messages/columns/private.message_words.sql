-- What messages are found by: each word behind its tenant and its day (UTC, counted since 1970), so
-- that a search reads no other tenant's, and the newest days first.
create or replace function private.message_words(tenant uuid, at timestamptz, said text)
  returns tsvector
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  mark constant text := private.message_mark(tenant,
    floor(extract(epoch from at) / 86400)::integer);
begin
  return array_to_tsvector(array(select mark || word from unnest(private.text_words(said)) word));
end
$$;

revoke all on function private.message_words from public;
grant execute on function private.message_words to authenticated;

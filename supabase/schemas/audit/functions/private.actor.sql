create or replace function private.actor() returns uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(auth.uid(), nullif(current_setting('ringbook.actor', true), '')::uuid)
$$;

revoke all on function private.actor from public;

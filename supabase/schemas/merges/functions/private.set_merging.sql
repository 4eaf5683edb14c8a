-- Until the transaction ends, or this is called again: rows that change hands are no changes of
-- people, notify nobody, and are not broadcast one by one.
create or replace function private.set_merging(is_merging boolean) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  setting text;
begin
  foreach setting in array array['adding', 'quiet', 'merging'] loop
    perform set_config('ringbook.' || setting, case when is_merging then 'on' else '' end, true);
  end loop;
end
$$;

revoke all on function private.set_merging from public;

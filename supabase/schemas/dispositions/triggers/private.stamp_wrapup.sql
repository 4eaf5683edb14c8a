create or replace function private.stamp_wrapup() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.user_id := coalesce(auth.uid(), new.user_id);
  new.updated_at := now();
  new.version := old.version + 1;
  return new;
end
$$;

revoke all on function private.stamp_wrapup from public;

create or replace function private.note_edit() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.updated_at := now();
  new.edited_by := coalesce(auth.uid(), new.edited_by);
  return new;
end
$$;

revoke all on function private.note_edit from public;

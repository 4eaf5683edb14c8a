create or replace function private.note_editor() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.edited_by := new.edited_by || coalesce((select jsonb_object_agg(field, auth.uid())
    from jsonb_object_keys(private.contact_diff(old, new)) field), '{}');
  return new;
end
$$;

revoke all on function private.note_editor from public;

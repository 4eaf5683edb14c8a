create or replace function private.note_editor() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  select new.edited_by || coalesce(jsonb_object_agg(key, auth.uid()), '{}') into new.edited_by
    from jsonb_each(to_jsonb(new))
    where key in ('name', 'company', 'email', 'owner_id')
      and value is distinct from to_jsonb(old) -> key;
  return new;
end
$$;

revoke all on function private.note_editor from public;

-- Keeps in edited_by who changed each of these columns last, null where no person did:
-- `before update of title for each row execute function private.keep_editors('title')`.
create or replace function private.keep_editors() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.edited_by := new.edited_by || coalesce((select jsonb_object_agg(field, auth.uid())
    from unnest(tg_argv) field
    where to_jsonb(old) -> field is distinct from to_jsonb(new) -> field), '{}');
  return new;
end
$$;

revoke all on function private.keep_editors from public;

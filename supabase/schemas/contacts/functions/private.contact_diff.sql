-- By field {from, to}, for those that differ. In PL/pgSQL, which plans it once a session: triggers
-- ask for every contact of many.
create or replace function private.contact_diff(before public.contacts, after public.contacts)
returns jsonb
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return (
    select coalesce(jsonb_object_agg(field,
        jsonb_build_object('from', was -> field, 'to', become -> field)), '{}')
    from (select private.contact_facts(before) as was,
        private.contact_facts(after) as become) facts,
      jsonb_object_keys(was || become) field
    where was -> field is distinct from become -> field);
end
$$;

revoke all on function private.contact_diff from public;

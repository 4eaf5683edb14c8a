-- What private.merge_details did, taken back. What was removed since stays removed, what was
-- changed since goes along as it is now, and what the kept contact had stands where it was unless
-- somebody has moved it.
create or replace function private.unmerge_details(m public.contact_merges) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  kind record;
  each jsonb;
  name_of_gone constant text := m.before -> 'gone' -> 'contact' ->> 'sort_name';
begin
  for kind in select * from (values ('contact_phones', 'phone'), ('contact_emails', 'email'))
    as kinds (name, key)
  loop
    execute format('update public.%1$I now set contact_id = $3, position = was.position
        from jsonb_populate_recordset(null::public.%1$I, $4) was
        where now.tenant_id = $1 and now.contact_id = $2 and now.id = was.id', kind.name)
      using m.tenant_id, m.keep_id, m.gone_id, m.before -> 'gone' -> kind.name;
    for each in select was from jsonb_array_elements(m.before -> 'gone' -> kind.name) was
      where was ->> kind.key in (select own ->> kind.key
        from jsonb_array_elements(m.before -> 'keep' -> kind.name) own)
    loop
      perform private.put_row(kind.name, each);
    end loop;
    execute format('update public.%1$I now set position = was.position
        from jsonb_populate_recordset(null::public.%1$I, $3) was
        join jsonb_populate_recordset(null::public.%1$I, $4) became on became.id = was.id
        where now.tenant_id = $1 and now.contact_id = $2 and now.id = was.id
          and now.position = became.position', kind.name)
      using m.tenant_id, m.keep_id, m.before -> 'keep' -> kind.name,
        m.before -> 'result' -> kind.name;
  end loop;
  update public.contact_phones now set created_at = was.created_at,
      extension = case when now.extension = became.extension then was.extension
        else now.extension end
    from jsonb_populate_recordset(null::public.contact_phones,
        m.before -> 'keep' -> 'contact_phones') was
      join jsonb_populate_recordset(null::public.contact_phones,
        m.before -> 'result' -> 'contact_phones') became on became.id = was.id
    where now.tenant_id = m.tenant_id and now.contact_id = m.keep_id and now.id = was.id;
  for each in select was from jsonb_array_elements(m.before -> 'gone' -> 'contact_tags') was loop
    if m.before -> 'keep' -> 'contact_tags' @> jsonb_build_array(
        jsonb_build_object('tag_id', each -> 'tag_id')) then
      perform private.put_row('contact_tags', each) from public.tags t
        where t.tenant_id = m.tenant_id and t.id = (each ->> 'tag_id')::uuid;
    else
      update public.contact_tags set contact_id = m.gone_id, sort_name = name_of_gone
        where tenant_id = m.tenant_id and contact_id = m.keep_id
          and tag_id = (each ->> 'tag_id')::uuid;
    end if;
  end loop;
end
$$;

revoke all on function private.unmerge_details from public;

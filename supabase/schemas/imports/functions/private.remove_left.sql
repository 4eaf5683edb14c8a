-- Companies and tags that an import has added, once no contact has them.
create or replace function private.remove_left(job public.contact_imports) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  delete from public.companies c
    where c.tenant_id = job.tenant_id and c.updated_at = c.created_at
      and c.created_at between job.started_at and job.finished_at
      and c.sort_name in (select lower(wrote ->> 'company') from public.import_rows
        where tenant_id = job.tenant_id and import_id = job.id and undone is not null)
      and not exists (select from public.contacts p
        where p.tenant_id = job.tenant_id and p.company_id = c.id);
  delete from public.tags t
    where t.tenant_id = job.tenant_id and t.created_at between job.started_at and job.finished_at
      and t.sort_name in (select substr(key, 5)
        from public.import_rows, jsonb_object_keys(wrote) key
        where tenant_id = job.tenant_id and import_id = job.id and undone is not null
          and key like 'tag:%')
      and not exists (select from public.contact_tags ct
        where ct.tenant_id = job.tenant_id and ct.tag_id = t.id)
$$;

revoke all on function private.remove_left from public;

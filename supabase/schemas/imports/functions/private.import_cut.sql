-- The first of these rows that is about the contact of one before it, or behind all of them where
-- there is none. Only an update changes contacts: those it is about are locked, so that what a
-- person saves meanwhile is saved before or after.
create or replace function private.import_cut(job public.contact_imports, rows jsonb)
returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if job.settings ->> 'duplicates' <> 'update' then return 2147483647; end if;
  perform from public.contacts c where c.tenant_id = job.tenant_id and c.id in (
      select m.contact_id from private.match_imported(job.tenant_id, rows) m)
    order by c.id for update;
  return coalesce((
    select min(m.line) from (
      select line, min(line) over (partition by contact_id) as first
      from private.match_imported(job.tenant_id, rows)) m
    where m.line > m.first), 2147483647);
end
$$;

revoke all on function private.import_cut from public;

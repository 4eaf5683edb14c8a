-- Takes back what an import did to these contacts. One that it added goes, unless somebody has
-- changed it or done something with it since; of one that it changed, each value that is still the
-- file's becomes what it was.
create or replace function private.undo_contacts(job public.contact_imports, ids uuid[])
returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  back jsonb;
begin
  perform set_config('ringbook.quiet', 'on', true);
  -- Whoever changes one of them meanwhile has done so before, or waits and finds it gone.
  perform from public.contacts c where c.tenant_id = job.tenant_id and c.id = any (ids)
    order by c.id for update;
  with did as (
    select r.contact_id, bool_or(r.outcome = 'created') as is_new,
        jsonb_object_agg(field.key, field.value order by r.line) as wrote,
        jsonb_object_agg(field.key, r.had -> field.key order by r.line desc) as had,
        max(r.had ->> 'guessed_zone') as guessed_zone
      from public.import_rows r, jsonb_each(r.wrote) as field
      where r.tenant_id = job.tenant_id and r.import_id = job.id and r.undone is null
        and r.contact_id = any (ids)
      group by r.contact_id
  ), compared as (
    select did.*, now_there.flat, (
        select jsonb_object_agg(field.key, did.had -> field.key) from jsonb_each(did.wrote) field
        where now_there.flat -> field.key = field.value) as again
      from did left join private.flat_contacts(job.tenant_id, ids) now_there using (contact_id)
  )
  select jsonb_agg(jsonb_build_object('contact_id', contact_id, 'flat',
      again || jsonb_build_object('guessed_zone', guessed_zone), 'is_new', is_new,
    'undone', case
      when is_new and flat = wrote
        and not private.used_since(job.tenant_id, contact_id, job.started_at) then 'removed'
      when not is_new and again ?& array(select jsonb_object_keys(wrote)) then 'restored'
      else 'kept' end)) into back
    from compared;
  delete from public.contacts c
    using jsonb_to_recordset(back) as u (contact_id uuid, undone text)
    where c.tenant_id = job.tenant_id and c.id = u.contact_id and u.undone = 'removed';
  perform private.write_contacts(job.tenant_id, (
    select coalesce(jsonb_agg(u), '[]') from jsonb_array_elements(back) u
    where u -> 'is_new' = 'false' and u -> 'flat' <> 'null'));
  update public.import_rows r set undone = u.undone
    from jsonb_to_recordset(back) as u (contact_id uuid, undone text)
    where r.tenant_id = job.tenant_id and r.import_id = job.id and r.contact_id = u.contact_id
      and r.outcome in ('created', 'updated');
  perform set_config('ringbook.quiet', '', true);
  update public.contact_imports i set updated_at = now(), removed = i.removed + n.removed,
      restored = i.restored + n.restored, kept = i.kept + n.kept
    from (select count(*) filter (where u.undone = 'removed') as removed,
        count(*) filter (where u.undone = 'restored') as restored,
        count(*) filter (where u.undone = 'kept') as kept
      from jsonb_to_recordset(back) as u (undone text)) as n
    where i.tenant_id = job.tenant_id and i.id = job.id;
end
$$;

revoke all on function private.undo_contacts from public;

set check_function_bodies = off;

-- Goes on with an import, or its undo, whose job died: where the last batch ended. Beside a job
-- that waits or runs it does nothing. False when nothing is under way, or it is not this person's.
create or replace function machine.resume_import(tenant uuid, person uuid, import uuid)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  job public.contact_imports := private.own_import(tenant, person, import);
begin
  if coalesce(job.stage not in ('running', 'undoing'), true) then return false; end if;
  update public.contact_imports set updated_at = now() where tenant_id = tenant and id = import;
  perform private.add_job('contacts.import',
    jsonb_build_object('tenant_id', tenant, 'id', import), import::text);
  return true;
end
$$;

revoke all on function machine.resume_import from public;
grant execute on function machine.resume_import to ringbook_machine;

-- Every contact with the one tag has the other instead; so do everyone's saved views. False when
-- one of the two is gone.
create or replace function private.merge_tags(gone uuid, keep uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
  names text[];
begin
  if tenant is null or private.role() not in ('manager', 'admin') then
    raise insufficient_privilege using message = 'Only managers and admins merge tags';
  end if;
  -- Locked in one order: two merges of the same tags, whichever way, follow each other.
  perform from public.tags where tenant_id = tenant and id in (gone, keep) order by id for update;
  names := array(select name from public.tags where tenant_id = tenant and id in (gone, keep)
    order by id = keep);
  if cardinality(names) < 2 then return false; end if;
  insert into public.contact_tags (tenant_id, contact_id, tag_id)
    select tenant, contact_id, keep from public.contact_tags
    where tenant_id = tenant and tag_id = gone
  on conflict do nothing;
  update public.contact_views set query = jsonb_set(query, '{tag}', to_jsonb(keep::text))
    where tenant_id = tenant and query ->> 'tag' = gone::text;
  delete from public.tags where tenant_id = tenant and id = gone;
  perform private.audit(tenant, auth.uid(), 'tag.merged', keep::text,
    jsonb_build_object('tag', names[1], 'into', names[2]));
  return true;
end
$$;

revoke all on function private.merge_tags from public;
grant execute on function private.merge_tags to authenticated;

create or replace function public.merge_tags(gone uuid, keep uuid) returns boolean
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.merge_tags(gone, keep) $$;

comment on function public.merge_tags is
  'Puts the tag `keep` on every contact that has the tag `gone`, and deletes that one; false when '
  'one of them is gone already.';

revoke all on function public.merge_tags from public, anon, service_role;
grant execute on function public.merge_tags to authenticated;

comment on function public.merge_tags(pg_catalog.uuid,pg_catalog.uuid) is 'Puts the tag `keep` on every contact that has the tag `gone`, and deletes that one; false when one of them is gone already.';

reset check_function_bodies;

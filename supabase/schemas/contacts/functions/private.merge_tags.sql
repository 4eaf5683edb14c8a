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

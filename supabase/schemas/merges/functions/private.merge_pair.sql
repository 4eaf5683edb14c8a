-- Makes one of two contacts, whose rows are locked. Gives the merge's id.
create or replace function private.merge_pair(k public.contacts, g public.contacts, taken text[])
returns uuid
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  merge constant uuid := gen_random_uuid();
  tenant constant uuid := k.tenant_id;
  before jsonb := jsonb_build_object('keep', private.contact_image(tenant, k.id),
    'gone', private.contact_image(tenant, g.id),
    'listed', private.list_merged(tenant, k.id, g.id));
  pinned jsonb;
begin
  perform private.set_merging(true);
  -- A contact has one pinned note: that of the kept one.
  select jsonb_build_object('id', n.id, 'at', n.pinned_at) into pinned from public.notes n
    where n.tenant_id = tenant and n.contact_id = g.id and n.pinned_at is not null;
  update public.notes n set pinned_at = null
    where n.tenant_id = tenant and n.contact_id = g.id and n.pinned_at is not null
      and exists (select from public.notes o
        where o.tenant_id = tenant and o.contact_id = k.id and o.pinned_at is not null);
  before := before || jsonb_build_object('pinned', pinned,
    'entries', private.merge_entries(tenant, k.id, g.id),
    'threads', private.merge_threads(tenant, k.id, g.id),
    'changes', private.merge_changes(tenant, k.id, g.id),
    'moved', private.move_rows(tenant, g.id, k.id));
  perform private.merge_details(k, g, taken);
  delete from public.contacts where tenant_id = tenant and id = g.id;
  perform set_config('ringbook.adding', '', true);
  perform set_config('ringbook.quiet', '', true);
  perform private.write_merged(private.merged_contact(k, g, taken));
  perform private.set_merging(false);
  perform private.add_contact_change(tenant, k.id, jsonb_build_object('merged',
    jsonb_build_object('to', jsonb_build_object('id', merge, 'name', g.name))));
  before := before || jsonb_build_object('result', private.contact_image(tenant, k.id));
  insert into public.contact_merges
      (id, tenant_id, keep_id, gone_id, keep_name, gone_name, before, merged_by)
    values (merge, tenant, k.id, g.id, k.name, g.name, before, private.actor());
  return merge;
end
$$;

revoke all on function private.merge_pair from public;

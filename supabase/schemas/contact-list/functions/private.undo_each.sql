-- How many contacts got back what they had before a change.
create or replace function private.undo_each(tenant uuid, done private.contact_bulk_changes)
returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  restored integer;
begin
  case done.kind
    when 'owner' then
      update public.contacts c set owner_id = old.was::uuid, updated_at = now()
        from unnest(done.contacts, done.was) old (id, was)
        where c.tenant_id = tenant and c.id = old.id
          and c.owner_id is not distinct from done.value
          and c.edited_by ->> 'owner_id' = done.user_id::text;
    when 'stage' then
      update public.contacts c set stage_id = old.was::uuid, updated_at = now()
        from unnest(done.contacts, done.was) old (id, was)
        where c.tenant_id = tenant and c.id = old.id
          and c.stage_id is not distinct from done.value
          and c.edited_by ->> 'stage_id' = done.user_id::text;
    when 'archive' then
      update public.contacts c set archived_at = null
        where c.tenant_id = tenant and c.id = any (done.contacts)
          and c.archived_at = done.created_at;
    when 'restore' then
      update public.contacts c set archived_at = old.was::timestamptz
        from unnest(done.contacts, done.was) old (id, was)
        where c.tenant_id = tenant and c.id = old.id and c.archived_at is null;
    when 'add_tag' then
      delete from public.contact_tags t where t.tenant_id = tenant and t.tag_id = done.value
        and t.contact_id = any (done.contacts) and t.created_at = done.created_at;
    when 'remove_tag' then
      -- Given as it was: the change that had given it can be undone, too.
      insert into public.contact_tags (tenant_id, contact_id, tag_id, created_at)
        select tenant, old.id, t.id, old.was::timestamptz
        from unnest(done.contacts, done.was) old (id, was)
        join public.tags t on t.tenant_id = tenant and t.id = done.value
        on conflict do nothing;
  end case;
  get diagnostics restored = row_count;
  return restored;
end
$$;

revoke all on function private.undo_each from public;

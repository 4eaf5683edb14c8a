-- Changes those of some contacts that are not so already; gives these and what each had.
create or replace function private.change_each(tenant uuid, chosen uuid[], what text, become uuid)
returns table (id uuid, was text)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  locked constant public.contacts[] := array(select c from public.contacts c
    where c.tenant_id = tenant and c.id = any (chosen) order by c.id for no key update);
begin
  case what
    when 'owner' then
      return query update public.contacts c set owner_id = become, updated_at = now()
        from unnest(locked) old where c.tenant_id = tenant and c.id = old.id
          and c.owner_id is distinct from become returning c.id, old.owner_id::text;
    when 'stage' then
      return query update public.contacts c set stage_id = become, updated_at = now()
        from unnest(locked) old where c.tenant_id = tenant and c.id = old.id
          and c.stage_id is distinct from become returning c.id, old.stage_id::text;
    when 'archive' then
      return query update public.contacts c set archived_at = now()
        from unnest(locked) old where c.tenant_id = tenant and c.id = old.id
          and c.archived_at is null returning c.id, null::text;
    when 'restore' then
      return query update public.contacts c set archived_at = null
        from unnest(locked) old where c.tenant_id = tenant and c.id = old.id
          and c.archived_at is not null returning c.id, old.archived_at::text;
    when 'add_tag' then
      return query insert into public.contact_tags as t (tenant_id, contact_id, tag_id)
        select tenant, old.id, become from unnest(locked) old
        on conflict do nothing returning t.contact_id, null::text;
    when 'remove_tag' then
      return query delete from public.contact_tags t using unnest(locked) old
        where t.tenant_id = tenant and t.contact_id = old.id and t.tag_id = become
        returning t.contact_id, t.created_at::text;
  end case;
end
$$;

revoke all on function private.change_each from public;

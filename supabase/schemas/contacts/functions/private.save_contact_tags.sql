-- Tags by their names, whatever their case; a name that is new becomes a tag.
create or replace function private.save_contact_tags(tenant uuid, contact uuid, names jsonb)
returns void
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.tags (tenant_id, name)
    select tenant, typed from jsonb_array_elements_text(names) as wanted (typed)
    order by lower(typed)
  on conflict (tenant_id, sort_name) do nothing;
  delete from public.contact_tags t
    where t.tenant_id = tenant and t.contact_id = contact and t.tag_id not in (
      select id from public.tags where tenant_id = tenant and sort_name in (
        select lower(typed) from jsonb_array_elements_text(names) as wanted (typed)));
  insert into public.contact_tags (tenant_id, contact_id, tag_id)
    select tenant, contact, id from public.tags
    where tenant_id = tenant and sort_name in (
      select lower(typed) from jsonb_array_elements_text(names) as wanted (typed))
  on conflict do nothing;
end
$$;

revoke all on function private.save_contact_tags from public;
grant execute on function private.save_contact_tags to authenticated;

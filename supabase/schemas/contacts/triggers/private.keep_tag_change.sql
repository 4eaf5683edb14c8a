-- A contact or tag that is being deleted takes its row along: nothing to keep then.
create or replace function private.keep_tag_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  about public.contact_tags := coalesce(new, old);
  field text := (select 'tag:' || name from public.tags
    where tenant_id = about.tenant_id and id = about.tag_id);
begin
  -- An import writes down what it adds itself.
  if current_setting('ringbook.adding', true) = 'on' then return null; end if;
  if field is null then return null; end if;
  update public.contacts set edited_by = edited_by
      || case when auth.uid() is null then '{}' else jsonb_build_object(field, auth.uid()) end
    where tenant_id = about.tenant_id and id = about.contact_id;
  if found then
    perform private.add_contact_change(about.tenant_id, about.contact_id,
      jsonb_build_object(field, jsonb_build_object(
        case tg_op when 'DELETE' then 'from' else 'to' end, true)));
  end if;
  return null;
end
$$;

revoke all on function private.keep_tag_change from public;

-- What private.merge_entries did, taken back: an entry that stayed goes back as it is now, one that
-- was left out as it was. A claim that has run out, or whose person has another of the list, waits.
create or replace function private.unmerge_entries(tenant uuid, keep uuid, gone uuid, was jsonb)
returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  e public.call_list_entries;
begin
  update public.call_list_entries set contact_id = gone
    where tenant_id = tenant and contact_id = keep and id in (
      select id::uuid from jsonb_array_elements_text(was -> 'moved') as moved (id));
  for e in select * from jsonb_populate_recordset(null::public.call_list_entries, was -> 'dropped')
  loop
    continue when not exists (select from public.call_lists l
      where l.tenant_id = tenant and l.id = e.list_id);
    if e.state = 'claimed' and (e.claimed_until <= now() or exists (
        select from public.call_list_entries o where o.tenant_id = tenant
          and o.claimed_by = e.claimed_by and o.list_id = e.list_id and o.state = 'claimed')) then
      e.state := 'waiting';
      e.claimed_by := null;
      e.claimed_until := null;
      e.is_calling := false;
    end if;
    perform private.put_row('call_list_entries', to_jsonb(e));
    perform private.finish_list(tenant, e.list_id, now());
  end loop;
end
$$;

revoke all on function private.unmerge_entries from public;

create or replace function private.undo_contact_merge(merge uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
  m public.contact_merges;
  k public.contacts;
begin
  if tenant is null then
    raise exception 'members only' using errcode = 'insufficient_privilege';
  end if;
  select * into m from public.contact_merges where tenant_id = tenant and id = merge for update;
  if not found then return '{"kind": "not_found"}'; end if;
  if m.undone_at is null then
    select * into k from public.contacts c where c.tenant_id = m.tenant_id and c.id = m.keep_id
      for update;
    -- The last first: what a merge made is what the next one began with.
    if not found or exists (select from public.contact_merges later
        where later.tenant_id = m.tenant_id and later.keep_id = m.keep_id
          and later.undone_at is null and later.merged_at > m.merged_at) then
      return '{"kind": "merged_since"}';
    end if;
    perform private.unmerge_pair(m, k);
  end if;
  return jsonb_build_object('kind', 'undone', 'keep_id', m.keep_id, 'gone_id', m.gone_id);
end
$$;

revoke all on function private.undo_contact_merge from public;
grant execute on function private.undo_contact_merge to authenticated;

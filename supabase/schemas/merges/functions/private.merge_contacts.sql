create or replace function private.merge_contacts(keep uuid, keep_version integer, gone uuid,
  gone_version integer, taken text[]) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
  c public.contacts;
  k public.contacts;
  g public.contacts;
begin
  if tenant is null then
    raise exception 'members only' using errcode = 'insufficient_privilege';
  end if;
  for c in select * from public.contacts
    where tenant_id = tenant and id in (keep, gone) order by id for update
  loop
    if c.id = keep then k := c; else g := c; end if;
  end loop;
  -- First: a contact of another tenant is answered as one that does not exist.
  if k.id is null or g.id is null and keep <> gone then return '{"kind": "not_found"}'; end if;
  if keep = gone then return '{"kind": "same"}'; end if;
  if (k.version, g.version) is distinct from (keep_version, gone_version) then
    return '{"kind": "changed"}';
  end if;
  if k.archived_at is not null then return '{"kind": "archived"}'; end if;
  if private.is_too_much(k.tenant_id, k.id, g.id) then return '{"kind": "too_much"}'; end if;
  return jsonb_build_object('kind', 'merged', 'id', private.merge_pair(k, g, taken));
end
$$;

revoke all on function private.merge_contacts from public;
grant execute on function private.merge_contacts to authenticated;

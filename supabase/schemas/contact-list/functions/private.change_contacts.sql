-- Changes many contacts of the asking person's tenant at once, and keeps what those had that it
-- has changed. Rows are locked in the order of their ids, so that two who do never wait for each
-- other. Gives how many are meant; nothing is changed for more than 5,000.
create or replace function private.change_contacts(change uuid, wanted jsonb, what text,
  become uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
  most constant integer := 5000;
  chosen uuid[];
  changed uuid[];
  before text[];
begin
  if tenant is null then
    raise exception 'members only' using errcode = 'insufficient_privilege';
  end if;
  chosen := array(select private.wanted_contacts(tenant, wanted, most + 1));
  if cardinality(chosen) > most then
    return jsonb_build_object('meant', cardinality(chosen));
  end if;
  perform private.require_choice(tenant, what, become);
  -- Sent twice, it is done once.
  insert into private.contact_bulk_changes (tenant_id, id, user_id, kind, value, contacts, was)
    values (tenant, change, auth.uid(), what, become, '{}', '{}') on conflict do nothing;
  if not found then
    return (select jsonb_build_object('meant', cardinality(chosen),
      'changed', cardinality(c.contacts)) from private.contact_bulk_changes c
      where c.tenant_id = tenant and c.user_id = auth.uid() and c.id = change);
  end if;
  select coalesce(array_agg(d.id), '{}'), coalesce(array_agg(d.was), '{}') into changed, before
    from private.change_each(tenant, chosen, what, become) d;
  update private.contact_bulk_changes c set contacts = changed, was = before
    where c.tenant_id = tenant and c.id = change;
  delete from private.contact_bulk_changes c where c.tenant_id = tenant
    and c.user_id = auth.uid() and c.created_at < now() - interval '1 day';
  return jsonb_build_object('meant', cardinality(chosen), 'changed', cardinality(changed));
end
$$;

revoke all on function private.change_contacts from public;
grant execute on function private.change_contacts to authenticated;

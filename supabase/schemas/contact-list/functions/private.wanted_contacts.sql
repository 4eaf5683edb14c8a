-- The contacts that a person means, at most `most`: {ids}, or {filter} as of list_contacts.
create or replace function private.wanted_contacts(tenant uuid, wanted jsonb, most integer)
returns setof uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if wanted ? 'ids' then
    return query select c.id from public.contacts c
      where c.tenant_id = tenant and c.id = any (array(
        select e.id::uuid from jsonb_array_elements_text(wanted -> 'ids') as e (id)))
      limit most;
  else
    return query select c.id
      from private.list_contacts(wanted -> 'filter' || '{"whole": true}', 'name', false, null,
        most) c;
  end if;
end
$$;

revoke all on function private.wanted_contacts from public;

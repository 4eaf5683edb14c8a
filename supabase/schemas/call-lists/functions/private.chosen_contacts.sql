-- The contacts of a new call list in their order, at most `most`: {ids}, {query,
-- number_beginning}, {filter} as of list_contacts, {missed, mine}, or all by name. Of the asking
-- person's tenant alone.
create or replace function private.chosen_contacts(tenant uuid, wanted jsonb, most integer)
  returns setof uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if wanted ? 'ids' then
    return query select c.id
      from jsonb_array_elements_text(wanted -> 'ids') with ordinality as w (id, place)
      join public.contacts c on c.tenant_id = tenant and c.id = w.id::uuid
        and c.archived_at is null
      group by c.id order by min(w.place) limit most;
  elsif wanted ? 'missed' then
    return query select c.contact_id
      from public.list_missed(coalesce((wanted ->> 'mine')::boolean, false), false, most) m
      join public.calls c on c.tenant_id = tenant and c.id = m.call_id
      where m.tenant_id = tenant and c.contact_id is not null
      group by c.contact_id order by min(m.missed_at) limit most;
  elsif wanted ->> 'query' <> '' then
    return query select c.id from private.search_contacts(wanted ->> 'query', most,
        wanted ->> 'number_beginning') c
      where c.tenant_id = tenant order by c.sort_name, c.id;
  elsif wanted ? 'filter' then
    return query select c.id
      from private.list_contacts(wanted -> 'filter' || '{"whole": true}', 'name', false, null,
        most) c
      where c.tenant_id = tenant and c.archived_at is null;
  else
    return query select c.id from public.contacts c
      where c.tenant_id = tenant and c.archived_at is null
      order by c.sort_name, c.id limit most;
  end if;
end
$$;

revoke all on function private.chosen_contacts from public;

-- Contacts were given to someone by somebody else. Of many given in one statement each owner has
-- one notification.
create or replace function private.notify_contact_owners() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor constant uuid := private.actor();
  given record;
begin
  -- An import, a merge or a trigger gives nothing to anyone.
  if actor is null or current_setting('ringbook.merging', true) = 'on' then return null; end if;
  for given in execute case when tg_op = 'INSERT' then
      'select n.tenant_id, n.owner_id, count(*) as contacts, min(n.id::text)::uuid as id,
        min(n.name) as name from new_rows n where n.owner_id <> $1 group by 1, 2'
    else
      'select n.tenant_id, n.owner_id, count(*) as contacts, min(n.id::text)::uuid as id,
        min(n.name) as name from new_rows n join old_rows o on o.id = n.id
      where n.owner_id <> $1 and n.owner_id is distinct from o.owner_id group by 1, 2'
    end using actor loop
    perform private.notify(given.tenant_id, given.owner_id, 'assigned', 'contacts', given.id, actor,
      jsonb_build_object('name', given.name, 'count', given.contacts, 'contact_id',
        case when given.contacts = 1 then given.id end));
  end loop;
  return null;
end
$$;

revoke all on function private.notify_contact_owners from public;

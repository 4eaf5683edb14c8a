-- Contacts of a tenant with each of these words anywhere in name or company, some `most` of them.
-- Words of one or two letters are found by their beginnings, as in the list of contacts.
create or replace function private.searched_contacts(tenant uuid, typed text[], most integer)
returns uuid[]
language plpgsql stable set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
declare
  wanted text[] := private.grams(tenant, array_to_string(typed, ' '));
begin
  if wanted = '{}' then
    return array(select id from private.search_contacts(array_to_string(typed, ' '), most, null));
  end if;
  return array(select c.id from public.contacts c
    where private.grams(c.tenant_id, c.name || ' ' || c.company) @> wanted
      and c.tenant_id is not distinct from tenant
      and not exists (select from unnest(typed) word
        where position(word in lower(c.name || ' ' || c.company)) = 0)
    limit most);
end
$$;

revoke all on function private.searched_contacts from public;

-- Who owns a contact and is still with the company. In plpgsql, as private.text_words.
create or replace function private.owner_of_contact(tenant uuid, contact uuid) returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select p.user_id from public.contacts c
    join public.profiles p on p.tenant_id = c.tenant_id and p.user_id = c.owner_id
    where c.tenant_id = tenant and c.id = contact and p.removed_at is null);
end
$$;

revoke all on function private.owner_of_contact from public;

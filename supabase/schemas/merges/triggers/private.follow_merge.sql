-- What is written about a contact on a page from before it was merged is about the kept one.
create or replace function private.follow_merge() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from public.contacts c
      where c.tenant_id = new.tenant_id and c.id = new.contact_id) then
    new.contact_id := coalesce(private.merged_into(new.tenant_id, new.contact_id),
      new.contact_id);
  end if;
  return new;
end
$$;

revoke all on function private.follow_merge from public;

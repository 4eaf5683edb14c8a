-- A thread and its messages become a contact's, which has no thread with that number.
create or replace function private.give_thread(t public.message_threads, contact uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update public.message_threads set contact_id = contact, version = version + 1,
      owner_id = coalesce(owner_id, private.owner_of_contact(t.tenant_id, contact))
    where tenant_id = t.tenant_id and id = t.id;
  update public.messages set contact_id = contact, version = version + 1
    where tenant_id = t.tenant_id and thread_id = t.id and contact_id is distinct from contact;
end
$$;

revoke all on function private.give_thread from public;

-- Locks what an event of a message is written under: the company's number, so that it is not
-- removed under a text that came in, else the thread, before its message, as everything that
-- writes both. False if that is not this tenant's.
create or replace function private.lock_message(tenant uuid, e jsonb) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if e ->> 'type' = 'incoming' then
    perform from public.phone_numbers n where n.tenant_id = tenant
      and n.id = (e ->> 'phone_number_id')::uuid and n.removed_at is null for share;
  else
    perform from public.message_threads t where t.tenant_id = tenant and t.id = (
      select m.thread_id from public.messages m
      where m.tenant_id = tenant and m.id = (e ->> 'message_id')::uuid)
      for no key update;
  end if;
  return found;
end
$$;

revoke all on function private.lock_message from public;

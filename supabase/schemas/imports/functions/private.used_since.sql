-- Whether people have done something with a contact that would be lost with it.
-- tests/database/imports/undo.test.ts compares this with the tables that refer to contacts.
create or replace function private.used_since(tenant uuid, contact uuid, moment timestamptz)
returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.calls
      where tenant_id = tenant and contact_id = contact and created_at > moment)
    or exists (select from public.notes where tenant_id = tenant and contact_id = contact)
    or exists (select from public.tasks where tenant_id = tenant and contact_id = contact)
    or exists (select from public.message_threads
      where tenant_id = tenant and contact_id = contact)
    or exists (select from public.messages where tenant_id = tenant and contact_id = contact)
    or exists (select from public.bookings where tenant_id = tenant and contact_id = contact)
    or exists (select from public.logged_calls where tenant_id = tenant and contact_id = contact)
    or exists (select from public.call_list_entries
      where tenant_id = tenant and contact_id = contact)
    or exists (select from public.contact_merges
      where tenant_id = tenant and keep_id = contact and undone_at is null)
$$;

revoke all on function private.used_since from public;

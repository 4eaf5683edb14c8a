-- Of the contact that a logged call or task is about, and was about before; of a call,
-- private.follow_call_written does it. At the transaction's end, when who waits for the contact's
-- row is waited for by nobody.
create or replace function private.refresh_contact_activity() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform private.refresh_activity(coalesce(new.tenant_id, old.tenant_id), contact)
    from (select old.contact_id union select new.contact_id) about (contact)
    where contact is not null order by contact;
  return null;
end
$$;

revoke all on function private.refresh_contact_activity from public;

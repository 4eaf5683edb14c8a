-- A call was given to a contact, or taken from one: its notes and tasks go along. A contact has
-- one pinned note, so they are not pinned there.
create or replace function private.follow_call() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- A merge moves them itself.
  if current_setting('ringbook.merging', true) = 'on' then return null; end if;
  update public.notes set contact_id = new.contact_id, pinned_at = null
    where tenant_id = new.tenant_id and call_id = new.id;
  update public.tasks set contact_id = new.contact_id
    where tenant_id = new.tenant_id and call_id = new.id;
  return null;
end
$$;

revoke all on function private.follow_call from public;

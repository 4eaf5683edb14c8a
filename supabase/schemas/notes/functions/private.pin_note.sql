-- Everyone of the tenant pins, whoever wrote the note: a definer's, as people may change the text
-- of their own notes alone. The contact's row is locked, so that two who pin go one after another.
create or replace function private.pin_note(note uuid, pinned boolean) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.tenant_id();
  about record;
begin
  select n.tenant_id, n.contact_id into about from public.notes n
    where n.tenant_id = tenant and n.id = note and n.contact_id is not null;
  if not found then return false; end if;
  perform from public.contacts c where c.tenant_id = about.tenant_id and c.id = about.contact_id
    for no key update;
  update public.notes n set pinned_at = null
    where n.tenant_id = about.tenant_id and n.contact_id = about.contact_id
      and n.pinned_at is not null and pinned <> (n.id = note);
  if pinned then
    update public.notes n set pinned_at = now()
      where n.tenant_id = about.tenant_id and n.id = note and n.pinned_at is null;
  end if;
  return true;
end
$$;

revoke all on function private.pin_note from public;
grant execute on function private.pin_note to authenticated;

-- Everyone of the tenant pins, whoever wrote the note: a definer's, as people may change the text
-- of their own notes alone. The contact's row is locked, so that two who pin go one after another.
create or replace function private.pin_note(note uuid, pinned boolean) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.tenant_id();
  about uuid;
begin
  select contact_id into about from public.notes where tenant_id = tenant and id = note;
  if about is null then return false; end if;
  perform from public.contacts where tenant_id = tenant and id = about for no key update;
  update public.notes set pinned_at = null
    where tenant_id = tenant and contact_id = about and pinned_at is not null
      and pinned <> (id = note);
  if pinned then
    update public.notes set pinned_at = now()
      where tenant_id = tenant and id = note and contact_id = about and pinned_at is null;
  end if;
  return true;
end
$$;

revoke all on function private.pin_note from public;
grant execute on function private.pin_note to authenticated;

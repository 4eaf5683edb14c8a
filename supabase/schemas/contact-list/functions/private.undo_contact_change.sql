-- Gives each contact back what it had, unless somebody has changed that since: it has another
-- value, or another person wrote the same one.
create or replace function private.undo_contact_change(change uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
  done private.contact_bulk_changes;
  restored integer;
begin
  update private.contact_bulk_changes c set undone_at = now()
    where c.tenant_id = tenant and c.id = change and c.user_id = auth.uid()
      and c.undone_at is null returning * into done;
  if not found then return null; end if;
  perform from public.contacts c where c.tenant_id = tenant and c.id = any (done.contacts)
    order by c.id for no key update;
  restored := private.undo_each(tenant, done);
  return jsonb_build_object('restored', restored,
    'kept', cardinality(done.contacts) - restored);
end
$$;

revoke all on function private.undo_contact_change from public;
grant execute on function private.undo_contact_change to authenticated;

-- A number of several contacts: its calls go to whoever had it first, until a person says which of
-- them it was. The record stays as it is; notes and tasks of the call go along
-- (private.follow_call).
create or replace function private.choose_call_contact(call uuid, contact uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
  about public.calls;
begin
  select * into about from public.calls where tenant_id = tenant and id = call for no key update;
  if not found or not exists (select from public.contact_phones p
      where p.tenant_id = about.tenant_id and p.contact_id = contact
        and p.phone = about.customer_number) then
    return false;
  end if;
  update public.calls c set contact_id = contact, version = c.version + 1
    where c.tenant_id = about.tenant_id and c.id = about.id
      and c.contact_id is distinct from contact;
  if found then
    perform private.audit(about.tenant_id, private.actor(), 'call.contact_chosen', call::text,
      jsonb_build_object('contact_id', contact, 'was', about.contact_id));
  end if;
  return true;
end
$$;

revoke all on function private.choose_call_contact from public;
grant execute on function private.choose_call_contact to authenticated;

-- A call that is about to be placed is the one of its caller's entry in a call list: the one that
-- they name, else what they have claimed of this contact. {refused} when the named one is not
-- theirs any more, or a colleague is on a call with the contact.
create or replace function private.bind_entry(tenant uuid, caller uuid, request jsonb)
  returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  named constant uuid := request ->> 'entry_id';
  contact constant uuid := request ->> 'contact_id';
  at constant timestamptz := request ->> 'now';
  e public.call_list_entries;
begin
  select * into e from public.call_list_entries
    where tenant_id = tenant and claimed_by = caller and state = 'claimed'
      and contact_id = contact and (named is null or id = named)
    limit 1 for update;
  if not found then
    return case when named is not null then jsonb_build_object('refused', 'entry_not_yours') end;
  end if;
  if private.is_called_now(tenant, contact, array[request ->> 'to'], at) then
    return jsonb_build_object('refused', 'called_meanwhile');
  end if;
  update public.call_list_entries set call_id = (request ->> 'call_id')::uuid, is_calling = true,
      claimed_until = at + interval '10 minutes',
      attempts = attempts + case when e.is_calling and not private.rang_contact((
          select c.outcome from public.calls c where c.tenant_id = tenant and c.id = e.call_id))
        then 0 else 1 end
    where tenant_id = tenant and id = e.id;
  return null;
end
$$;

revoke all on function private.bind_entry from public;

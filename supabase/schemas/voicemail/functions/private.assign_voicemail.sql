-- Gives a message to a member's mailbox, or to the shared one (null). False where there is no such
-- message that this person may read, or no such member.
create or replace function private.assign_voicemail(voicemail uuid, person uuid)
  returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
  message public.voicemails;
  name_of constant jsonb := (select coalesce(jsonb_object_agg(p.user_id, p.name), '{}')
    from public.profiles p where p.tenant_id = tenant);
begin
  if person is not null and not exists (select from public.profiles p
      where p.tenant_id = tenant and p.user_id = person and p.removed_at is null) then
    return false;
  end if;
  select * into message from public.voicemails v where v.tenant_id = tenant and v.id = voicemail
    and (v.mailbox_id is null or v.mailbox_id = auth.uid()
      or private.role() in ('manager', 'admin'))
    for update;
  if not found then return false; end if;
  if message.mailbox_id is not distinct from person then return true; end if;
  update public.voicemails v set mailbox_id = person
    where v.tenant_id = tenant and v.id = voicemail;
  perform private.settle_notifications(tenant, '{voicemail,shared_voicemail}', voicemail);
  perform private.audit(tenant, auth.uid(), 'voicemail.assigned', voicemail::text,
    jsonb_build_object('from', name_of ->> message.mailbox_id::text,
      'to', name_of ->> person::text, 'call', message.call_id));
  return true;
end
$$;
revoke all on function private.assign_voicemail from public;
grant execute on function private.assign_voicemail to authenticated;

-- A message was left, or given to somebody: whom it is for is notified once, and mailed, with the
-- transcript if that is there within five minutes. The call is recorded whatever becomes of this.
create or replace function private.notify_voicemail() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  message record;
  known jsonb;
begin
  select * into message from public.voicemails where tenant_id = new.tenant_id and id = new.id;
  -- Deleted in the same transaction; or put into the shared mailbox, which is news to nobody.
  if message.id is null or message.heard_at is not null
      or (tg_op = 'UPDATE' and message.mailbox_id is null) then
    return null;
  end if;
  known := private.voicemail_facts(message.tenant_id, message.id);
  perform private.notify_people(message.tenant_id, array(select p.user_id
      from public.profiles p where p.tenant_id = message.tenant_id and p.removed_at is null
        and (message.mailbox_id is null or p.user_id = message.mailbox_id)),
    case when message.mailbox_id is null then 'shared_voicemail' else 'voicemail' end,
    'voicemails', message.id, private.actor(), known);
  if message.mailbox_id is distinct from private.actor() or message.mailbox_id is null then
    perform private.add_job('voicemails.mail',
      jsonb_build_object('tenant_id', message.tenant_id, 'id', message.id), message.id::text,
      case when message.transcript_state = 'waiting' then now() + interval '5 minutes'
        else now() end);
  end if;
  return null;
exception when others then
  if left(sqlstate, 2) in ('40', '53', '55', '57', '58') then raise; end if;
  raise warning 'voicemail % is not notified: %', new.id, sqlerrm;
  return null;
end
$$;
revoke all on function private.notify_voicemail from public;

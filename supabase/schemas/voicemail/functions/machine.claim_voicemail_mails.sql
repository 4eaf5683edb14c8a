-- A message and those it is to be mailed to: its owner, or of the shared mailbox everybody who
-- wants it, each once. Null when it is gone. A mail counts as sent from here on.
create or replace function machine.claim_voicemail_mails(tenant uuid, voicemail uuid,
  at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  message public.voicemails;
  people jsonb;
begin
  select * into message from public.voicemails where tenant_id = tenant and id = voicemail;
  if not found then return null; end if;
  with claimed as (
    insert into private.voicemail_mails (tenant_id, voicemail_id, user_id, claimed_at)
      select tenant, voicemail, p.user_id, at from public.profiles p
      where p.tenant_id = tenant and p.removed_at is null
        and (message.mailbox_id is null or p.user_id = message.mailbox_id)
        and not exists (select from public.notification_settings s
          where s.tenant_id = tenant and s.user_id = p.user_id
            and case when message.mailbox_id is null then 'shared_voicemail' else 'voicemail' end
              = any (s.mail_off))
    on conflict do nothing returning user_id
  )
  select jsonb_agg(jsonb_build_object('user_id', p.user_id, 'name', p.name, 'email', p.email)
      order by p.user_id) into people
    from claimed c join public.profiles p on p.tenant_id = tenant and p.user_id = c.user_id;
  return private.voicemail_facts(tenant, voicemail) || jsonb_build_object('people',
    coalesce(people, '[]'), 'left_at', message.left_at, 'seconds', message.duration_seconds,
    'transcript', message.transcript, 'transcript_state', message.transcript_state,
    'is_shared', message.mailbox_id is null)
    || (select jsonb_build_object('company', t.name, 'time_zone', t.time_zone, 'country_code',
      t.country_code) from public.tenants t where t.id = tenant);
end
$$;
revoke all on function machine.claim_voicemail_mails from public;
grant execute on function machine.claim_voicemail_mails to ringbook_machine;

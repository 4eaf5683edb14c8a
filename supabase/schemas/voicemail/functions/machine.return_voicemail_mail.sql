-- The mail to this person certainly did not go out: it is claimed again.
create or replace function machine.return_voicemail_mail(tenant uuid, voicemail uuid, person uuid)
  returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  delete from private.voicemail_mails
    where tenant_id = tenant and voicemail_id = voicemail and user_id = person $$;
revoke all on function machine.return_voicemail_mail from public;
grant execute on function machine.return_voicemail_mail to ringbook_machine;

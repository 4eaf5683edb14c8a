-- Gives a message to a member's mailbox, or to the shared one (null). False where there is no such
-- message that this person may read, or no such member.
create or replace function public.assign_voicemail(voicemail uuid, person uuid default null)
  returns boolean
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.assign_voicemail(voicemail, person)
$$;
revoke all on function public.assign_voicemail from public, anon, service_role;
grant execute on function public.assign_voicemail to authenticated;

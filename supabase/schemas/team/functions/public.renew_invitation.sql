create or replace function public.renew_invitation(invitation uuid) returns jsonb
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.renew_invitation(invitation) $$;
comment on function public.renew_invitation is
  'status: renewed, with the token of a new link that lives 7 days, the email and the role | '
  'just_sent: within the last minute | gone: accepted or revoked.';

revoke all on function public.renew_invitation from public, anon, service_role;
grant execute on function public.renew_invitation to authenticated;

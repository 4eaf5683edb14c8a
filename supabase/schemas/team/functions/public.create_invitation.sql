create or replace function public.create_invitation(invitee text, as_role public.member_role)
  returns text
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.create_invitation(invitee, as_role) $$;
comment on function public.create_invitation is
  'Returns the token of a link that lives 7 days and works once; an earlier open one for the same '
  'address ends.';

revoke all on function public.create_invitation from public, anon, service_role;
grant execute on function public.create_invitation to authenticated;

create or replace function public.revoke_invitation(invitation uuid) returns void
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.revoke_invitation(invitation) $$;

revoke all on function public.revoke_invitation from public, anon, service_role;
grant execute on function public.revoke_invitation to authenticated;

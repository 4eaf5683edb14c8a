create or replace function public.accept_invitation(token text, person text) returns text
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.accept_invitation(token, person) $$;
comment on function public.accept_invitation is
  'joined | invalid | used | expired | member_elsewhere | another_address | unconfirmed';

revoke all on function public.accept_invitation from public, anon, service_role;
grant execute on function public.accept_invitation to authenticated;

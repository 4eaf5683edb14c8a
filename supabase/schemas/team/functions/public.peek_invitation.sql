create or replace function public.peek_invitation(token text) returns json
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select private.peek_invitation(token) $$;

revoke all on function public.peek_invitation from public, anon, service_role;
grant execute on function public.peek_invitation to anon, authenticated;

create or replace function public.remove_member(member uuid) returns text
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.remove_member(member) $$;
comment on function public.remove_member is 'removed | not_found | last_admin';

revoke all on function public.remove_member from public, anon, service_role;
grant execute on function public.remove_member to authenticated;

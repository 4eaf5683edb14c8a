create or replace function public.change_member_role(
  member uuid, new_role public.member_role, was public.member_role default null
) returns text
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.change_member_role(member, new_role, was)
$$;

comment on function public.change_member_role is
  'Changes a role if it still is `was` (null: whatever it is). '
  'changed | changed_meanwhile | not_found | last_admin';

revoke all on function public.change_member_role from public, anon, service_role;
grant execute on function public.change_member_role to authenticated;

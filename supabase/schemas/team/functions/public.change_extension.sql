create or replace function public.change_extension(
  member uuid, digits text default null, was text default null) returns text
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.change_extension(member, digits, was)
$$;

comment on function public.change_extension is
  'Gives a person an extension, null for none, if theirs still is `was`. '
  'changed | changed_meanwhile | not_found | taken';

revoke all on function public.change_extension from public, anon, service_role;
grant execute on function public.change_extension to authenticated;

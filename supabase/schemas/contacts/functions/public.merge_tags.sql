create or replace function public.merge_tags(gone uuid, keep uuid) returns boolean
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.merge_tags(gone, keep) $$;

comment on function public.merge_tags is
  'Puts the tag `keep` on every contact that has the tag `gone`, and deletes that one; false when '
  'one of them is gone already.';

revoke all on function public.merge_tags from public, anon, service_role;
grant execute on function public.merge_tags to authenticated;

create or replace function public.undo_contact_merge(merge uuid) returns jsonb
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.undo_contact_merge(merge)
$$;

comment on function public.undo_contact_merge is
  'Makes two contacts of one again, as they were. What was added since stays with the kept one, '
  'what was changed since stays changed. {kind: undone, keep_id, gone_id} | not_found | '
  'merged_since';

revoke all on function public.undo_contact_merge from public, anon, service_role;
grant execute on function public.undo_contact_merge to authenticated;

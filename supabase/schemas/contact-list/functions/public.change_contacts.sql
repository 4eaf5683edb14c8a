create or replace function public.change_contacts(change uuid, wanted jsonb, what text,
  become uuid default null) returns jsonb
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.change_contacts(change, wanted, what, become)
$$;

comment on function public.change_contacts is
  'Changes the contacts {ids} or {filter} at once: owner, stage, add_tag, remove_tag, archive or '
  'restore. `change` is the id to undo it by. Gives {meant, changed}; nothing is changed, and '
  'changed is left out, for more than 5,000.';

revoke all on function public.change_contacts from public, anon, service_role;
grant execute on function public.change_contacts to authenticated;

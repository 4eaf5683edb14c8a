create or replace function public.undo_contact_change(change uuid) returns jsonb
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.undo_contact_change(change)
$$;

comment on function public.undo_contact_change is
  'Takes back what the asking person has changed by change_contacts, once: {restored, kept}, kept '
  'being those that were changed since. Null when there is nothing to undo.';

revoke all on function public.undo_contact_change from public, anon, service_role;
grant execute on function public.undo_contact_change to authenticated;

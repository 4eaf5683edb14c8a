create or replace function public.pin_note(note uuid, pinned boolean) returns boolean
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.pin_note(note, pinned) $$;

comment on function public.pin_note is
  'Pins a note on its contact in place of the one that is pinned, or unpins it. False when there '
  'is no such note, or when it is about no contact.';

revoke all on function public.pin_note from public, anon, service_role;
grant execute on function public.pin_note to authenticated;

-- Notifies one person, as private.notify_people.
create or replace function private.notify(tenant uuid, person uuid, what text, about text,
  about_id uuid, actor uuid, known jsonb) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  select private.notify_people(tenant, array[person], what, about, about_id, actor, known)
$$;

revoke all on function private.notify from public;

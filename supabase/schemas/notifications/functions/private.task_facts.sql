-- What a notification says of a task.
create or replace function private.task_facts(tenant uuid, title text, contact uuid) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('title', title, 'contact_id', contact, 'name',
    (select c.name from public.contacts c where c.tenant_id = tenant and c.id = contact)) $$;

revoke all on function private.task_facts from public;

-- Makes a message that came in a task, once: for the owner of its thread or contact, else for the
-- admin who is with the company longest.
create or replace function machine.add_message_task(tenant uuid, message uuid, task uuid,
  title text, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  whose uuid;
begin
  select coalesce(
      (select p.user_id from public.profiles p where p.tenant_id = tenant
        and p.user_id = t.owner_id and p.removed_at is null),
      private.owner_of_contact(tenant, m.contact_id),
      (select p.user_id from public.profiles p where p.tenant_id = tenant and p.role = 'admin'
        and p.removed_at is null order by p.created_at, p.user_id limit 1))
    into whose
    from public.messages m
      join public.message_threads t on t.tenant_id = m.tenant_id and t.id = m.thread_id
    where m.tenant_id = tenant and m.id = message;
  if whose is null then return false; end if;
  insert into public.tasks (id, tenant_id, title, owner_id, created_by, contact_id, due_at)
    select task, tenant, left(add_message_task.title, 200), whose, whose, m.contact_id, at
    from public.messages m where m.tenant_id = tenant and m.id = message
    on conflict do nothing;
  return found;
end
$$;

revoke all on function machine.add_message_task from public;
grant execute on function machine.add_message_task to ringbook_machine;

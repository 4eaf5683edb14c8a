-- A task was given to someone by somebody else; done or put off, there is nothing to notice any
-- more.
create or replace function private.notify_task() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  actor constant uuid := private.actor();
begin
  if new.done_at is not null then
    perform private.settle_notifications(new.tenant_id, '{assigned,due}', new.id);
    return null;
  end if;
  if tg_op = 'UPDATE' and new.due_at is distinct from old.due_at then
    perform private.settle_notifications(new.tenant_id, '{due}', new.id);
  end if;
  if tg_op = 'UPDATE' and new.owner_id = old.owner_id then return null; end if;
  if tg_op = 'UPDATE' then
    perform private.settle_notifications(new.tenant_id, '{assigned,due}', new.id);
  end if;
  if actor is not null then
    perform private.notify(new.tenant_id, new.owner_id, 'assigned', 'tasks', new.id, actor,
      private.task_facts(new.tenant_id, new.title, new.contact_id));
  end if;
  return null;
end
$$;

revoke all on function private.notify_task from public;

-- Notifies the owners of open tasks whose reminder or time has come, and plans the next: after a
-- reminder, when the task is due. Several at once take different tasks. Gives how many there were.
create or replace function machine.notify_due_tasks(at timestamptz, how_many integer)
  returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  task record;
  done integer := 0;
begin
  for task in
    with come as (
      select t.tenant_id, t.id from public.tasks t
      where t.notify_at <= at order by t.notify_at limit how_many for update skip locked
    )
    update public.tasks t
      set notify_at = case when t.due_at > at then t.due_at end from come
      where t.tenant_id = come.tenant_id and t.id = come.id
      returning t.tenant_id, t.id, t.title, t.owner_id, t.due_at, t.contact_id
  loop
    perform private.notify(task.tenant_id, task.owner_id, 'due', 'tasks', task.id, null,
      private.task_facts(task.tenant_id, task.title, task.contact_id)
        || jsonb_build_object('due_at', task.due_at));
    done := done + 1;
  end loop;
  return done;
end
$$;

revoke all on function machine.notify_due_tasks from public;
grant execute on function machine.notify_due_tasks to ringbook_machine;

-- A repeated task that is done makes the next, in the same transaction and once; undone, it takes
-- back the next as long as that one is not done.
create or replace function public.set_task_done(task uuid, done boolean,
  next_due timestamptz default null) returns boolean
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.tenant_id();
  own public.tasks;
begin
  if not done then
    update public.tasks t set done_at = null, done_by = null, updated_at = now()
      where t.tenant_id = tenant and t.id = task
      returning * into own;
    if not found then return false; end if;
    delete from public.tasks n
      where n.tenant_id = own.tenant_id and n.follows = task and n.done_at is null;
    return true;
  end if;
  update public.tasks t set done_at = coalesce(t.done_at, now()),
      done_by = coalesce(t.done_by, auth.uid()), updated_at = now()
    where t.tenant_id = tenant and t.id = task
    returning * into own;
  if not found then return false; end if;
  if own.repeat <> 'none' and next_due is not null then
    insert into public.tasks (tenant_id, title, due_at, remind_at, owner_id, contact_id, call_id,
        repeat, repeats_from, follows)
      values (own.tenant_id, own.title, next_due, next_due - (own.due_at - own.remind_at),
        own.owner_id, own.contact_id, own.call_id, own.repeat, own.repeats_from, own.id)
      on conflict do nothing;
  end if;
  return true;
end
$$;

comment on function public.set_task_done is
  'Marks a task as done or open again. `next_due` is when the next of a repeated task is due. '
  'False where there is no such task that this person may change.';

revoke all on function public.set_task_done from public, anon, service_role;
grant execute on function public.set_task_done to authenticated;

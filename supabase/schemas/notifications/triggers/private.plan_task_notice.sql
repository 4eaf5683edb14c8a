-- When a task's owner is to be notified: at its reminder, else when it is due; not of what was in
-- the past already when it was written.
create or replace function private.plan_task_notice() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.notify_at := case when new.done_at is not null then null
    when new.remind_at > now() then new.remind_at
    when new.due_at > now() then new.due_at end;
  return new;
end
$$;

revoke all on function private.plan_task_notice from public;

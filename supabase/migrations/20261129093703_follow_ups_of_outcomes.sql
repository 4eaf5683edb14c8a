set check_function_bodies = off;

alter table public.tasks add column disposition_id uuid;

-- The outcome and what follows it are one transaction: choosing an outcome adds its task once,
-- choosing another withdraws a task that nobody has touched.
create or replace function public.set_outcome(call uuid, outcome uuid default null,
  was uuid default null, title text default null, due timestamptz default null) returns boolean
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := private.tenant_id();
  chosen uuid;
begin
  insert into public.call_wrapups (tenant_id, call_id, disposition_id)
    values (tenant, call, outcome) on conflict do nothing;
  if not found then
    select w.disposition_id into chosen from public.call_wrapups w
      where w.tenant_id = tenant and w.call_id = call for update;
    if chosen is not distinct from outcome then return true; end if;
    if chosen is distinct from was then return false; end if;
    update public.call_wrapups w set disposition_id = outcome
      where w.tenant_id = tenant and w.call_id = call;
    delete from public.tasks t
      where t.tenant_id = tenant and t.call_id = call and t.disposition_id = chosen
        and t.done_at is null and t.updated_at = t.created_at;
  end if;
  if title is not null then
    insert into public.tasks (tenant_id, title, due_at, call_id, disposition_id, owner_id)
      select tenant, left(title, 200), due, c.id, set_outcome.outcome,
        coalesce(p.user_id, auth.uid())
      from public.calls c
      left join public.profiles p on p.tenant_id = c.tenant_id and p.user_id = c.user_id
        and p.removed_at is null
      where c.tenant_id = tenant and c.id = call
      on conflict do nothing;
  end if;
  return true;
end
$$;

comment on function public.set_outcome is
  'Gives a call an outcome, null for none. False where the outcome is not `was` any more. `title` '
  'and `due` are those of the task that follows; without a title none does.';

revoke all on function public.set_outcome from public, anon, service_role;
grant execute on function public.set_outcome to authenticated;

CREATE UNIQUE INDEX tasks_by_outcome ON public.tasks USING btree (tenant_id, call_id, disposition_id) WHERE (disposition_id IS NOT NULL);

comment on column public.dispositions.follow_up_minutes is 'How long after the outcome was given the follow-up is due: whole days end at the same time of day. Null with no follow-up.';

comment on column public.tasks.disposition_id is 'The outcome of the call that this task follows from. Until somebody changes the task (updated_at), another outcome withdraws it.';

comment on function public.set_outcome(pg_catalog.uuid,pg_catalog.uuid,pg_catalog.uuid,pg_catalog.text,timestamp with time zone) is 'Gives a call an outcome, null for none. False where the outcome is not `was` any more. `title` and `due` are those of the task that follows; without a title none does.';

grant insert (disposition_id) on table public.tasks to authenticated;

reset check_function_bodies;

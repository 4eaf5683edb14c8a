-- What a route did with a call, in order: a menu's choice, a queue joined, a message left …
create table public.call_steps (
  tenant_id uuid not null,
  call_id uuid not null,
  step_key text not null,
  kind text not null check (kind ~ '^[a-z][a-z_]{0,39}$'),
  happened_at timestamptz not null,
  reason text,
  facts jsonb not null default '{}',
  serves boolean not null default false,
  primary key (tenant_id, call_id, step_key),
  foreign key (tenant_id, call_id) references public.calls (tenant_id, id) on delete cascade
);
comment on table public.call_steps is
  'What a route did with a call, each with its reason and facts.';
comment on column public.call_steps.step_key is 'The same step twice is one: the key of its event.';
comment on column public.call_steps.serves is
  'The system served the caller here (a menu that answered, an agent that talked), so that a caller
who leaves after it was not missed.';

alter table public.call_steps enable row level security;
revoke all on public.call_steps from anon, authenticated, service_role;
grant select on public.call_steps to authenticated;
create policy "managers and admins read steps, reps those of their own calls" on public.call_steps
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (
    (select private.role()) in ('manager', 'admin')
    or (select (select auth.uid()) = any (array[c.user_id, c.callee_id] || c.talked_with)
        from public.calls c
        where c.tenant_id = call_steps.tenant_id and c.id = call_steps.call_id)));

-- Nothing of the call's row changes with a pause of its recording.
create trigger broadcast after insert on public.call_steps
  for each row when (new.kind in ('recording_paused', 'recording_resumed'))
  execute function private.broadcast_change('call_steps', 'call_id');

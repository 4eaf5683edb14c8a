-- What was done with a call: the caller was served, blocked, put on hold, transferred …
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
  'What the system and people did with a call that its verdict or others rest on, each with its
reason and facts. Every step of its route is decided again from call_events (docs/flow.md).';
comment on column public.call_steps.step_key is 'The same step twice is one: the key of its event.';
comment on column public.call_steps.serves is
  'The caller hears here what they called for (a Hang up step that serves), so that one who leaves
after it was not missed. A menu alone serves nobody.';

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

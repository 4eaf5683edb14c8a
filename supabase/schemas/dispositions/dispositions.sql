create table public.dispositions (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  label text not null check (char_length(label) between 1 and 40),
  key smallint check (key between 1 and 9),
  position integer not null default 0,
  follow_up text not null default 'none' check (follow_up in ('none', 'task', 'call_again')),
  follow_up_minutes integer check (follow_up_minutes between 0 and 525600),
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  stage_id uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, stage_id) references public.contact_stages (tenant_id, id)
);
comment on table public.dispositions is
  'What a person may say came of a call: on screen an outcome. calls.outcome is what the record '
  'says.';
comment on column public.dispositions.key is 'The key that chooses it while a call is wrapped up.';
comment on column public.dispositions.follow_up_minutes is
  'How long after the outcome was given the follow-up is due: whole days end at the same time of '
  'day. Null with no follow-up.';
comment on column public.dispositions.stage_id is
  'The stage that the call''s contact is moved to. Null, or a stage that is archived: it stays.';
comment on column public.dispositions.archived_at is
  'Since when it cannot be chosen any more; calls that have it keep it.';

create unique index dispositions_one_label on public.dispositions (tenant_id, lower(label))
  where archived_at is null;
create unique index dispositions_one_key on public.dispositions (tenant_id, key)
  where archived_at is null;

alter table public.dispositions enable row level security;
revoke all on public.dispositions from anon, authenticated, service_role;
grant select on public.dispositions to authenticated;
grant insert (tenant_id, label, key, position, follow_up, follow_up_minutes, stage_id)
  on public.dispositions to authenticated;
grant update (label, key, position, follow_up, follow_up_minutes, archived_at, stage_id)
  on public.dispositions to authenticated;

create policy "members read their tenant's outcomes" on public.dispositions
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add outcomes" on public.dispositions
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins change outcomes" on public.dispositions
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));

create trigger audit after insert or update on public.dispositions
  for each row when (auth.uid() is not null)
  execute function private.audit_row('disposition', 'position');
create trigger clean_text before insert or update of label on public.dispositions
  for each row execute function private.clean_text('label:name');

create table public.contact_stages (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 40),
  position integer not null default 0,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
comment on table public.contact_stages is
  'How far a contact has come, from the first to the last.';
comment on column public.contact_stages.archived_at is
  'Since when it cannot be chosen any more; contacts that are in it stay.';

create unique index contact_stages_one_name on public.contact_stages (tenant_id, lower(name))
  where archived_at is null;

alter table public.contact_stages enable row level security;
revoke all on public.contact_stages from anon, authenticated, service_role;
grant select on public.contact_stages to authenticated;
grant insert (tenant_id, name, position) on public.contact_stages to authenticated;
grant update (name, position, archived_at) on public.contact_stages to authenticated;

create policy "members read their tenant's stages" on public.contact_stages
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add stages" on public.contact_stages
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins change stages" on public.contact_stages
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));

create trigger audit after insert or update on public.contact_stages
  for each row when (auth.uid() is not null)
  execute function private.audit_row('stage', 'position');
create trigger clean_text before insert or update of name on public.contact_stages
  for each row execute function private.clean_text('name:name');

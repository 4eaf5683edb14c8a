create table public.voice_agents (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 60),
  draft jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  removed_at timestamptz,
  primary key (tenant_id, id)
);
comment on table public.voice_agents is
  'Programs that talk with callers, as they are being edited (lib/agent/settings/schema.ts). Calls '
  'are answered by the newest of an agent''s versions.';
comment on column public.voice_agents.removed_at is
  'Since when it is deleted: it takes no more calls, and routes go on where it would have been. '
  'The row and its versions stay for the calls that it had.';

alter table public.voice_agents enable row level security;
revoke all on public.voice_agents from anon, authenticated, service_role;
grant select on public.voice_agents to authenticated;
grant insert (tenant_id, name, draft) on public.voice_agents to authenticated;
grant update (name, draft, updated_at) on public.voice_agents to authenticated;

create policy "members read their tenant's voice agents" on public.voice_agents
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add voice agents" on public.voice_agents
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins change voice agents" on public.voice_agents
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin'
    and removed_at is null)
  with check (tenant_id = (select private.tenant_id()));

create trigger clean_text before insert or update of name on public.voice_agents
  for each row execute function private.clean_text('name:name');
create trigger audit after insert or update on public.voice_agents
  for each row execute function private.audit_row('voice_agent', 'draft,updated_at');

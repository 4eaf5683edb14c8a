create table public.voice_agent_versions (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  agent_id uuid not null,
  body jsonb not null,
  published_at timestamptz not null default now(),
  published_by uuid default auth.uid(),
  primary key (tenant_id, id),
  foreign key (tenant_id, agent_id) references public.voice_agents (tenant_id, id)
    on delete cascade,
  foreign key (tenant_id, published_by) references public.profiles (tenant_id, user_id)
);
comment on table public.voice_agent_versions is
  'What was published of a voice agent: never changed, because its calls show what it was told. '
  'The newest answers new calls.';

create index voice_agent_versions_newest on public.voice_agent_versions
  (tenant_id, agent_id, published_at desc, id desc);
create index voice_agent_versions_by_person on public.voice_agent_versions
  (tenant_id, published_by);

alter table public.voice_agent_versions enable row level security;
revoke all on public.voice_agent_versions from anon, authenticated, service_role;
grant select on public.voice_agent_versions to authenticated;
grant insert (tenant_id, agent_id, body) on public.voice_agent_versions to authenticated;

create policy "members read their tenant's published voice agents" on public.voice_agent_versions
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins publish voice agents" on public.voice_agent_versions
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

create trigger audit after insert on public.voice_agent_versions
  for each row execute function private.audit_row('voice_agent_version', 'body');

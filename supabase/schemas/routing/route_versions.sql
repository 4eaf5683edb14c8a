create table public.route_versions (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  route_id uuid not null,
  body jsonb not null,
  published_at timestamptz not null default now(),
  published_by uuid default auth.uid(),
  primary key (tenant_id, id),
  foreign key (tenant_id, route_id) references public.routes (tenant_id, id) on delete cascade,
  foreign key (tenant_id, published_by) references public.profiles (tenant_id, user_id)
);
comment on table public.route_versions is
  'What was published of a route: never changed, because live calls follow the version with which '
  'they began. The newest answers new calls.';

create index route_versions_newest on public.route_versions
  (tenant_id, route_id, published_at desc, id desc);
create index route_versions_by_person on public.route_versions (tenant_id, published_by);

alter table public.route_versions enable row level security;
revoke all on public.route_versions from anon, authenticated, service_role;
grant select on public.route_versions to authenticated;
grant insert (tenant_id, route_id, body) on public.route_versions to authenticated;

create policy "members read their tenant's published routes" on public.route_versions
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins publish routes" on public.route_versions
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

create trigger audit after insert on public.route_versions
  for each row execute function private.audit_row('route_version', 'body');
create trigger require_audio before insert or update of body on public.route_versions
  for each row execute function private.require_audio('body');
create trigger require_route before insert on public.route_versions
  for each row execute function private.require_route();

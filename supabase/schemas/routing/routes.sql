create table public.routes (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 60),
  draft jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  is_default boolean not null default false,
  removed_at timestamptz,
  primary key (tenant_id, id),
  constraint routes_default_is_there check (not is_default or removed_at is null)
);
comment on table public.routes is
  'What a company does with calls to its numbers, as it is being edited (lib/routing/route.ts). '
  'Calls follow the newest of its versions.';
comment on column public.routes.is_default is
  'Calls to numbers that have neither a route nor a person follow it: '
  'private.choose_default_route.';
comment on column public.routes.removed_at is
  'Since when it is deleted: no number follows it, and nobody sees or changes it. The row and its '
  'versions stay, because calls that followed them show their steps: private.remove_route.';

create unique index routes_one_default on public.routes (tenant_id) where is_default;

-- The route that calls to a number follow.
alter table public.phone_numbers
  add foreign key (tenant_id, route_id) references public.routes (tenant_id, id);

alter table public.routes enable row level security;
revoke all on public.routes from anon, authenticated, service_role;
grant select on public.routes to authenticated;
grant insert (tenant_id, name, draft) on public.routes to authenticated;
grant update (name, draft, updated_at) on public.routes to authenticated;

create policy "members read their tenant's routes" on public.routes
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add routes" on public.routes
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins change routes" on public.routes
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin'
    and removed_at is null)
  with check (tenant_id = (select private.tenant_id()));

create trigger clean_text before insert or update of name on public.routes
  for each row execute function private.clean_text('name:name');
-- What changes the other columns writes its own entry.
create trigger audit after insert or update of name, draft on public.routes
  for each row execute function private.audit_row('route', 'draft');
create trigger require_audio before insert or update of draft on public.routes
  for each row execute function private.require_audio('draft');

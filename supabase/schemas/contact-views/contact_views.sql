create table public.contact_views (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  owner_id uuid not null default auth.uid(),
  name text not null check (char_length(name) between 1 and 60),
  is_shared boolean not null default false,
  query jsonb not null check (private.is_view_query(query)),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
comment on table public.contact_views is
  'A list of contacts under a name: its filter, order and columns. Its owner''s alone, or shared '
  'with everyone of the tenant.';
comment on column public.contact_views.owner_id is
  'Whoever saved it, by policy; no foreign key: as public.tasks.owner_id.';
comment on column public.contact_views.query is
  'As in the address of the list (lib/contact-list/schema.ts): {name: text}. It may name a tag, '
  'stage or field that is gone.';

create unique index contact_views_one_name on public.contact_views
  (tenant_id, owner_id, lower(name));

alter table public.contact_views enable row level security;
revoke all on public.contact_views from anon, authenticated, service_role;
grant select, delete on public.contact_views to authenticated;
grant insert (id, tenant_id, owner_id, name, is_shared, query) on public.contact_views
  to authenticated;
grant update (name, is_shared, query) on public.contact_views to authenticated;

create policy "members read their own and shared views" on public.contact_views
  for select to authenticated
  using (tenant_id = (select private.tenant_id())
    and (owner_id = (select auth.uid()) or is_shared));
create policy "members save views as themselves" on public.contact_views
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and owner_id = (select auth.uid()));
create policy "owners change their views, managers and admins shared ones"
  on public.contact_views for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (owner_id = (select auth.uid())
    or (is_shared and (select private.role()) in ('manager', 'admin'))))
  with check (tenant_id = (select private.tenant_id()) and (owner_id = (select auth.uid())
    or (is_shared and (select private.role()) in ('manager', 'admin'))));
create policy "owners delete their views, managers and admins shared ones"
  on public.contact_views for delete to authenticated
  using (tenant_id = (select private.tenant_id()) and (owner_id = (select auth.uid())
    or (is_shared and (select private.role()) in ('manager', 'admin'))));

create trigger clean_text before insert or update of name on public.contact_views
  for each row execute function private.clean_text('name:name');

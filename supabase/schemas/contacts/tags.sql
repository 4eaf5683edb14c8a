create table public.tags (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 40),
  sort_name text not null generated always as (lower(name)) stored,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
comment on table public.tags is 'What people put on contacts to find them together.';

create unique index tags_one_name on public.tags (tenant_id, sort_name);

alter table public.tags enable row level security;
revoke all on public.tags from anon, authenticated, service_role;
grant select, delete on public.tags to authenticated;
grant insert (tenant_id, name) on public.tags to authenticated;
grant update (name) on public.tags to authenticated;

create policy "members read their tenant's tags" on public.tags
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "members add tags to their tenant" on public.tags
  for insert to authenticated with check (tenant_id = (select private.tenant_id()));
create policy "managers and admins rename tags" on public.tags
  for update to authenticated
  using (tenant_id = (select private.tenant_id())
    and (select private.role()) in ('manager', 'admin'))
  with check (tenant_id = (select private.tenant_id()));
create policy "managers and admins remove tags" on public.tags
  for delete to authenticated
  using (tenant_id = (select private.tenant_id())
    and (select private.role()) in ('manager', 'admin'));

create trigger audit after update or delete on public.tags
  for each row when (auth.uid() is not null)
  execute function private.audit_row('tag', 'sort_name');
create trigger clean_text before insert or update of name on public.tags
  for each row execute function private.clean_text('name:name');

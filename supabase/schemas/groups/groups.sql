create table public.groups (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 60),
  people uuid[] not null default '{}' check (cardinality(people) <= 100),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
comment on table public.groups is
  'People whom routes ring together. A route names the group: who is in it is looked up when a '
  'call comes, so that a change counts at once, and a deleted group is one with nobody in it.';
comment on column public.groups.people is
  'Their ids, in the order in which they are rung one after the other; whoever leaves the company '
  'is taken out.';

create unique index groups_one_name on public.groups (tenant_id, lower(name));

alter table public.groups enable row level security;
revoke all on public.groups from anon, authenticated, service_role;
grant select, delete on public.groups to authenticated;
grant insert (tenant_id, name, people) on public.groups to authenticated;
grant update (name, people, updated_at) on public.groups to authenticated;

create policy "members read their tenant's groups" on public.groups
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add groups" on public.groups
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins change groups" on public.groups
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));
create policy "admins delete groups" on public.groups
  for delete to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

create trigger audit after insert or update or delete on public.groups
  for each row execute function private.audit_row('group', 'people');
create trigger clean_text before insert or update of name on public.groups
  for each row execute function private.clean_text('name:name');
create trigger known_people before insert or update of people on public.groups
  for each row execute function private.known_people();
create trigger follow_group after delete or update of people on public.groups
  for each row execute function private.follow_group();

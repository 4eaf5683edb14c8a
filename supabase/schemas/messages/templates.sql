create table public.templates (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 60),
  body text not null check (char_length(body) between 1 and 1600),
  created_by uuid not null default auth.uid(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
comment on table public.templates is
  'Texts to send again and again, with variables: "Hi {first_name|there}".';

create unique index templates_by_name on public.templates (tenant_id, lower(name));

alter table public.templates enable row level security;
revoke all on public.templates from anon, authenticated, service_role;
grant select, delete on public.templates to authenticated;
grant insert (tenant_id, name, body) on public.templates to authenticated;
grant update (name, body, updated_at) on public.templates to authenticated;

create policy "members read their tenant's templates" on public.templates
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "managers and admins add templates" on public.templates
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id())
    and (select private.role()) in ('manager', 'admin'));
create policy "managers and admins change templates" on public.templates
  for update to authenticated
  using (tenant_id = (select private.tenant_id())
    and (select private.role()) in ('manager', 'admin'))
  with check (tenant_id = (select private.tenant_id()));
create policy "managers and admins delete templates" on public.templates
  for delete to authenticated
  using (tenant_id = (select private.tenant_id())
    and (select private.role()) in ('manager', 'admin'));

create trigger audit after insert or update or delete on public.templates
  for each row execute function private.audit_row('template', '');
create trigger clean_text before insert or update of name, body on public.templates
  for each row execute function private.clean_text('name:name', 'body:speech');

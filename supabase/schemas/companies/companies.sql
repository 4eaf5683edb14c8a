create table public.companies (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null check (char_length(btrim(name)) between 1 and 120),
  phone text check (phone ~ '^\+[1-9][0-9]{6,14}$' and not private.is_withheld(phone)),
  extension text not null default '' check (extension ~ '^[0-9]{0,20}$'),
  website text not null default '' check (char_length(website) <= 200),
  address text not null default '' check (char_length(address) <= 500),
  sort_name text not null generated always as (lower(name)) stored,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  edited_by jsonb not null default '{}',
  primary key (tenant_id, id)
);
comment on table public.companies is
  'A firm that contacts work at. Writing contacts.company adds one by its name.';
comment on column public.companies.phone is 'Its main number (E.164), or none.';
comment on column public.companies.edited_by is
  'Who changed a column last: {column: user_id}. Kept by a trigger.';

-- Also the order of their list.
create unique index companies_one_name on public.companies (tenant_id, sort_name);
create index companies_by_beginning on public.companies (tenant_id, sort_name text_pattern_ops);
create index companies_by_part on public.companies using gin (private.grams(tenant_id, name));

alter table public.companies enable row level security;
revoke all on public.companies from anon, authenticated, service_role;
grant select, delete on public.companies to authenticated;
grant insert (id, tenant_id, name, phone, extension, website, address) on public.companies
  to authenticated;
grant update (name, phone, extension, website, address, updated_at) on public.companies
  to authenticated;

create policy "members read their tenant's companies" on public.companies
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "members add companies to their tenant" on public.companies
  for insert to authenticated with check (tenant_id = (select private.tenant_id()));
create policy "members edit their tenant's companies" on public.companies
  for update to authenticated
  using (tenant_id = (select private.tenant_id())) with check
    (tenant_id = (select private.tenant_id()));
create policy "members remove their tenant's companies" on public.companies
  for delete to authenticated using (tenant_id = (select private.tenant_id()));

create trigger audit after update or delete on public.companies
  for each row when (auth.uid() is not null)
  execute function private.audit_row('company', 'sort_name,updated_at');
create trigger broadcast after insert or update or delete on public.companies
  for each row execute function private.broadcast_change('companies');
create trigger clean_text before insert or update of name, website, address on public.companies
  for each row execute function
    private.clean_text('name:name', 'website:line', 'address:paragraphs');
create trigger keep_editors before update of name, phone, extension, website, address
  on public.companies for each row execute function
    private.keep_editors('name', 'phone', 'extension', 'website', 'address');
create trigger rename_in_contacts after update of name on public.companies
  for each row when (new.name is distinct from old.name)
  execute function private.rename_company();

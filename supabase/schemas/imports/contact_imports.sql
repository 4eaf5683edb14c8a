create table public.contact_imports (
  id uuid not null,
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  created_by uuid not null,
  file_name text not null default '' check (char_length(file_name) <= 200),
  stage text not null default 'uploading' check (stage in
    ('uploading', 'draft', 'running', 'done', 'undoing', 'undone')),
  settings jsonb not null default '{}',
  header jsonb not null default '[]',
  total integer not null default 0,
  at_row integer not null default 0,
  created integer not null default 0,
  updated integer not null default 0,
  skipped integer not null default 0,
  failed integer not null default 0,
  removed integer not null default 0,
  restored integer not null default 0,
  kept integer not null default 0,
  problem text check (char_length(problem) <= 300),
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  undone_at timestamptz,
  undone_by uuid,
  updated_at timestamptz not null default now(),
  without integer not null default 0,
  primary key (tenant_id, id),
  foreign key (tenant_id, created_by) references public.profiles (tenant_id, user_id),
  foreign key (tenant_id, undone_by) references public.profiles (tenant_id, user_id)
);
comment on table public.contact_imports is
  'A file of contacts, from its upload to its undo. Written by functions of machine.';
comment on column public.contact_imports.settings is
  'encoding, separator, has_header, columns (a target or null for each), duplicates '
  '(skip, update, create) and owner_id of new contacts.';
comment on column public.contact_imports.header is 'The first row''s cells.';
comment on column public.contact_imports.total is
  'Rows with something in them, without the header.';
comment on column public.contact_imports.at_row is
  'The file''s row that was imported last; a run goes on behind it.';
comment on column public.contact_imports.without is
  'Rows that were added or updated without an email in them that is none.';
comment on column public.contact_imports.removed is
  'Of an undo: contacts removed, contacts that have their old values again, and contacts kept '
  'because they were used or changed since.';

create index contact_imports_page on public.contact_imports (tenant_id, created_at desc, id desc);
create index contact_imports_by_person on public.contact_imports (tenant_id, created_by);
create index contact_imports_by_undoer on public.contact_imports (tenant_id, undone_by);
create index contact_imports_not_started on public.contact_imports (updated_at)
  where stage in ('uploading', 'draft');

alter table public.contact_imports enable row level security;
revoke all on public.contact_imports from anon, authenticated, service_role;
grant select on public.contact_imports to authenticated;

create policy "members read their tenant's imports" on public.contact_imports
  for select to authenticated using (tenant_id = (select private.tenant_id()));

create trigger broadcast after insert or update or delete on public.contact_imports
  for each row execute function private.broadcast_change('contact_imports');
create trigger clean_text before insert or update of file_name on public.contact_imports
  for each row execute function private.clean_text('file_name:line');

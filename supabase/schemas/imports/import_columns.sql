create table public.import_columns (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  signature text not null check (char_length(signature) = 64),
  columns jsonb not null,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, signature)
);
comment on table public.import_columns is
  'Which target each column had when a file with this header was imported last. The signature is '
  'the SHA-256 of the header.';

alter table public.import_columns enable row level security;
revoke all on public.import_columns from anon, authenticated, service_role;
grant select on public.import_columns to authenticated;

create policy "members read their tenant's remembered columns" on public.import_columns
  for select to authenticated using (tenant_id = (select private.tenant_id()));

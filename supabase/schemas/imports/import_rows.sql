create table public.import_rows (
  tenant_id uuid not null,
  import_id uuid not null,
  line integer not null,
  outcome text not null check (outcome in ('created', 'updated', 'skipped', 'failed')),
  contact_id uuid,
  reason text check (char_length(reason) <= 1000),
  cells jsonb,
  had jsonb,
  wrote jsonb,
  undone text check (undone in ('removed', 'restored', 'kept')),
  without text check (char_length(without) <= 1000),
  primary key (tenant_id, import_id, line),
  foreign key (tenant_id, import_id) references public.contact_imports (tenant_id, id)
    on delete cascade
);
comment on table public.import_rows is 'What became of each row of an imported file.';
comment on column public.import_rows.line is 'The row as a spreadsheet numbers it.';
comment on column public.import_rows.contact_id is
  'The contact that was added, changed, or there already. It may be gone since.';
comment on column public.import_rows.reason is
  'Why it was skipped or failed: duplicate, same, several, or a sentence.';
comment on column public.import_rows.without is
  'Which emails of a row that was not refused are left out, and why.';
comment on column public.import_rows.cells is
  'Of a row that was skipped or failed, or imported without an email.';
comment on column public.import_rows.wrote is
  'What the contact has from this row, by column and "phone:+1…", as private.flat_contacts gives '
  'it; had is what it had instead, null for a number it did not have, and guessed_zone, the guess '
  'that a time zone replaced.';

create index import_rows_left on public.import_rows (tenant_id, import_id, line)
  where outcome in ('skipped', 'failed') or without is not null;
create index import_rows_by_contact on public.import_rows
  (tenant_id, import_id, contact_id) where outcome in ('created', 'updated') and undone is null;

alter table public.import_rows enable row level security;
revoke all on public.import_rows from anon, authenticated, service_role;
grant select on public.import_rows to authenticated;

create policy "members read the rows of their tenant's imports" on public.import_rows
  for select to authenticated using (tenant_id = (select private.tenant_id()));

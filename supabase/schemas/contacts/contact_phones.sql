create table public.contact_phones (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  contact_id uuid not null,
  phone text not null check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  extension text not null default '' check (extension ~ '^[0-9]{0,20}$'),
  label text not null default 'work' check (label in ('mobile', 'work', 'home', 'other')),
  position smallint not null default 0,
  created_at timestamptz not null default now(),
  constraint contact_phones_not_withheld check (not private.is_withheld(phone)),
  unique (tenant_id, contact_id, phone),
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete cascade
);
comment on table public.contact_phones is
  'A contact''s numbers (E.164). A switchboard may belong to several contacts; a call from it '
  'goes to the one that had it first.';
comment on column public.contact_phones.extension is
  'Digits to dial once the number answers, or empty. A caller is found by the number alone.';

create index contact_phones_by_number on public.contact_phones (tenant_id, phone, created_at, id);

alter table public.contact_phones enable row level security;
revoke all on public.contact_phones from anon, authenticated, service_role;
grant select, delete on public.contact_phones to authenticated;
grant insert (id, tenant_id, contact_id, phone, extension, label, position) on public.contact_phones
  to authenticated;
grant update (phone, extension, label, position) on public.contact_phones to authenticated;

create policy "members read their tenant's contact numbers" on public.contact_phones
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "members add numbers to their tenant's contacts" on public.contact_phones
  for insert to authenticated with check (tenant_id = (select private.tenant_id()));
create policy "members edit their tenant's contact numbers" on public.contact_phones
  for update to authenticated
  using (tenant_id = (select private.tenant_id())) with check
    (tenant_id = (select private.tenant_id()));
create policy "members remove their tenant's contact numbers" on public.contact_phones
  for delete to authenticated using (tenant_id = (select private.tenant_id()));

create trigger index_contact_phones after insert or update of phone, extension, label, position
  or delete
  on public.contact_phones for each row execute function private.index_contact_phones();
create trigger adopt_calls after insert or update of phone on public.contact_phones
  for each row execute function private.adopt_calls();
create trigger adopt_threads after insert or update of phone on public.contact_phones
  for each row execute function private.adopt_threads();
create trigger keep_change after insert or update of phone, label or delete
  on public.contact_phones for each row execute function private.keep_phone_change();

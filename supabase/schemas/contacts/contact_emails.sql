create table public.contact_emails (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  contact_id uuid not null,
  email text not null check (char_length(email) between 3 and 254 and email = lower(email)),
  label text not null default 'work' check (label in ('work', 'home', 'other')),
  position smallint not null default 0,
  created_at timestamptz not null default now(),
  unique (tenant_id, contact_id, email),
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete cascade
);
comment on table public.contact_emails is
  'A contact''s email addresses, in small letters. The lowest position is the main one.';

create index contact_emails_by_address on public.contact_emails (tenant_id, email, contact_id);

alter table public.contact_emails enable row level security;
revoke all on public.contact_emails from anon, authenticated, service_role;
grant select, delete on public.contact_emails to authenticated;
grant insert (id, tenant_id, contact_id, email, label, position) on public.contact_emails
  to authenticated;
grant update (email, label, position) on public.contact_emails to authenticated;

create policy "members read their tenant's contact emails" on public.contact_emails
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "members add emails to their tenant's contacts" on public.contact_emails
  for insert to authenticated with check (tenant_id = (select private.tenant_id()));
create policy "members edit their tenant's contact emails" on public.contact_emails
  for update to authenticated
  using (tenant_id = (select private.tenant_id())) with check
    (tenant_id = (select private.tenant_id()));
create policy "members remove their tenant's contact emails" on public.contact_emails
  for delete to authenticated using (tenant_id = (select private.tenant_id()));

create trigger clean_text before insert or update of email on public.contact_emails
  for each row execute function private.clean_text('email:name');
create trigger index_contact_emails after insert or update of email, label, position or delete
  on public.contact_emails for each row execute function private.index_contact_emails();
create trigger keep_change after insert or update of email, label or delete
  on public.contact_emails for each row execute function private.keep_email_change();

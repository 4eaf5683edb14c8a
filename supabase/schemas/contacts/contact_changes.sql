create table public.contact_changes (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  contact_id uuid not null,
  actor_id uuid not null,
  changes jsonb not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, contact_id, created_at, actor_id),
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete cascade
);
comment on table public.contact_changes is
  'What people changed about a contact, a row for each save. Written by triggers.';
comment on column public.contact_changes.changes is
  'By field {from, to}: name, company, title, owner_id, stage (its name), address, time_zone, '
  'archived, "phone:+1…" and "email:…" (its label), "tag:…" (true), "custom:…" (the field''s '
  'name), "created" for a new contact, "merged" {to: {id (contact_merges), name}, undone} and '
  '"unmerged" {to: {id (the other contact), name}}.';

create index contact_changes_by_contact on public.contact_changes
  (tenant_id, contact_id, created_at desc, id desc);

alter table public.contact_changes enable row level security;
revoke all on public.contact_changes from anon, authenticated, service_role;
grant select on public.contact_changes to authenticated;

create policy "members read their tenant's contact changes" on public.contact_changes
  for select to authenticated using (tenant_id = (select private.tenant_id()));

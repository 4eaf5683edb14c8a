create table public.contact_fields (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 60),
  type text not null
    check (type in ('text', 'number', 'date', 'choice', 'checkbox', 'link')),
  choices text[] not null default '{}'
    check (cardinality(choices) <= 100 and array_position(choices, null) is null),
  position integer not null default 0,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  check (type <> 'choice' or cardinality(choices) > 0)
);
comment on table public.contact_fields is
  'What a company keeps about its contacts beside the fields that every contact has.';
comment on column public.contact_fields.id is
  'The key of its values in contacts.custom: one tenant''s alone, so that an index of values keeps '
  'tenants apart.';
comment on column public.contact_fields.choices is
  'What may be chosen, in its order. A contact keeps what it has when a choice goes.';
comment on column public.contact_fields.archived_at is
  'Since when it is neither shown nor filled; contacts keep their values.';

create unique index contact_fields_one_name on public.contact_fields (tenant_id, lower(name))
  where archived_at is null;

alter table public.contact_fields enable row level security;
revoke all on public.contact_fields from anon, authenticated, service_role;
grant select on public.contact_fields to authenticated;
grant insert (tenant_id, name, type, choices, position) on public.contact_fields to authenticated;
-- Not its type: values would not fit any more.
grant update (name, choices, position, archived_at) on public.contact_fields to authenticated;

create policy "members read their tenant's fields" on public.contact_fields
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add fields" on public.contact_fields
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins change fields" on public.contact_fields
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));

create trigger audit after insert or update on public.contact_fields
  for each row when (auth.uid() is not null)
  execute function private.audit_row('contact_field', 'position');
create trigger clean_text before insert or update of name on public.contact_fields
  for each row execute function private.clean_text('name:name');

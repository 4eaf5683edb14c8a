create table public.caller_ids (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  number text not null check (number ~ '^\+[1-9][0-9]{6,14}$'),
  name text check (char_length(name) between 1 and 60),
  twilio_sid text check (twilio_sid ~ '^PN[0-9a-f]{32}$'),
  verified_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
comment on table public.caller_ids is
  'Numbers (E.164) elsewhere that calls may show: verified caller IDs of the tenant''s Twilio '
  'account. Nothing is answered or texted on them.';
comment on column public.caller_ids.verified_at is
  'Since when Twilio lets calls show it; null: the code has not been typed there yet.';

-- What a person's calls show unless something else decides, instead of a number of the company's.
alter table public.profiles
  add foreign key (tenant_id, default_caller_id) references public.caller_ids (tenant_id, id)
  on delete set null (default_caller_id);

alter table public.caller_ids enable row level security;
revoke all on public.caller_ids from anon, authenticated, service_role;
grant select, delete on public.caller_ids to authenticated;
grant insert (tenant_id, number, name) on public.caller_ids to authenticated;

create policy "members read their tenant's caller IDs" on public.caller_ids
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add caller IDs" on public.caller_ids
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins remove caller IDs" on public.caller_ids
  for delete to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

create trigger audit after insert or update or delete on public.caller_ids
  for each row execute function private.audit_row('caller_id', '');
create trigger clean_text before insert or update of name on public.caller_ids
  for each row execute function private.clean_text('name:note');

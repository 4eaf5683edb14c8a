create table public.phone_numbers (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  number text not null check (number ~ '^\+[1-9][0-9]{6,14}$'),
  twilio_sid text check (twilio_sid ~ '^PN[0-9a-f]{32}$'),
  forward_to uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (tenant_id, number),
  unique (tenant_id, id),
  foreign key (tenant_id, forward_to) references public.profiles (tenant_id, user_id)
);
comment on table public.phone_numbers is
  'A tenant''s Twilio number (E.164) and who it forwards to.';

create index phone_numbers_by_person on public.phone_numbers (tenant_id, forward_to);

alter table public.phone_numbers enable row level security;
revoke all on public.phone_numbers from anon, authenticated, service_role;
grant select on public.phone_numbers to authenticated;
grant insert (tenant_id, number, twilio_sid, forward_to) on public.phone_numbers to authenticated;
grant update (number, twilio_sid, forward_to, updated_at) on public.phone_numbers to authenticated;

create policy "members read their tenant's numbers" on public.phone_numbers
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add their tenant's numbers" on public.phone_numbers
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins change their tenant's numbers" on public.phone_numbers
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));

create trigger audit after insert or update or delete on public.phone_numbers
  for each row execute function private.audit_row('phone_number', '');
create trigger forget_sid before update on public.phone_numbers
  for each row when (old.number <> new.number and old.twilio_sid = new.twilio_sid)
  execute function private.forget_number_sid();

create table public.closures (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  staff_id uuid,
  first_day date not null,
  last_day date not null,
  name text not null check (char_length(name) between 1 and 80),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint closures_days check (last_day between first_day and first_day + 366),
  foreign key (tenant_id, staff_id) references public.staff (tenant_id, id) on delete cascade
);
comment on table public.closures is
  'Whole days of the tenant''s zone, both included, on which no bookings are taken: by the company '
  '(staff_id null) or for one of its staff.';

create index closures_by_day on public.closures (tenant_id, last_day, first_day, id);
create index closures_by_staff on public.closures (tenant_id, staff_id);

alter table public.closures enable row level security;
revoke all on public.closures from anon, authenticated, service_role;
grant select, delete on public.closures to authenticated;
grant insert (tenant_id, staff_id, first_day, last_day, name) on public.closures to authenticated;

create policy "members read their tenant's closures" on public.closures
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add closures" on public.closures
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins remove closures" on public.closures
  for delete to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

create trigger audit after insert or delete on public.closures
  for each row execute function private.audit_row('closure', '');
create trigger clean_text before insert or update of name on public.closures
  for each row execute function private.clean_text('name:name');

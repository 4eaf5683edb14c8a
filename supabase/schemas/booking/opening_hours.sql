create table public.opening_hours (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  staff_id uuid,
  week jsonb not null check (private.is_week(week)),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique nulls not distinct (tenant_id, staff_id),
  foreign key (tenant_id, staff_id) references public.staff (tenant_id, id) on delete cascade
);
comment on table public.opening_hours is
  'When bookings are taken, by the clock of the tenant''s zone: of the company (staff_id null), '
  'and of those of its staff who have hours of their own.';
comment on column public.opening_hours.week is
  'Spans by weekday, as `week` of lib/routing/hours-schema.ts.';

alter table public.opening_hours enable row level security;
revoke all on public.opening_hours from anon, authenticated, service_role;
grant select, delete on public.opening_hours to authenticated;
grant insert (tenant_id, staff_id, week) on public.opening_hours to authenticated;
grant update (week, updated_at) on public.opening_hours to authenticated;

create policy "members read their tenant's opening hours" on public.opening_hours
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add opening hours" on public.opening_hours
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins change opening hours" on public.opening_hours
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));
create policy "admins remove opening hours" on public.opening_hours
  for delete to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

create trigger audit after insert or update or delete on public.opening_hours
  for each row execute function private.audit_row('opening_hours', '');

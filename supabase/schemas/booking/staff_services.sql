create table public.staff_services (
  tenant_id uuid not null,
  staff_id uuid not null,
  service_id uuid not null,
  primary key (tenant_id, staff_id, service_id),
  foreign key (tenant_id, staff_id) references public.staff (tenant_id, id) on delete cascade,
  foreign key (tenant_id, service_id) references public.services (tenant_id, id) on delete cascade
);
comment on table public.staff_services is 'Who or what can be booked for which service.';

create index staff_services_by_service on public.staff_services (tenant_id, service_id);

alter table public.staff_services enable row level security;
revoke all on public.staff_services from anon, authenticated, service_role;
grant select, delete on public.staff_services to authenticated;
grant insert (tenant_id, staff_id, service_id) on public.staff_services to authenticated;

create policy "members read who does what" on public.staff_services
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins say who does what" on public.staff_services
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins take back who does what" on public.staff_services
  for delete to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

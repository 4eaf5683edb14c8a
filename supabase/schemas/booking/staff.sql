create table public.staff (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 80),
  kind text not null default 'person' check (kind in ('person', 'resource')),
  user_id uuid,
  colour smallint not null default 1 check (colour between 1 and 6),
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint staff_person check (user_id is null or kind = 'person'),
  foreign key (tenant_id, user_id) references public.profiles (tenant_id, user_id)
);
comment on table public.staff is
  'Who or what is booked: people, with or without an account of Ringbook, and rooms or machines.';
comment on column public.staff.name is 'As callers hear it.';
comment on column public.staff.user_id is 'Of a person who signs in.';
comment on column public.staff.colour is 'In the calendar: components/booking/colours.ts.';
comment on column public.staff.archived_at is
  'Since when it cannot be booked any more; bookings keep it.';

create unique index staff_one_name on public.staff (tenant_id, lower(name))
  where archived_at is null;
create unique index staff_one_user on public.staff (tenant_id, user_id)
  where archived_at is null;

alter table public.staff enable row level security;
revoke all on public.staff from anon, authenticated, service_role;
grant select on public.staff to authenticated;
grant insert (id, tenant_id, name, kind, user_id, colour) on public.staff to authenticated;
grant update (name, kind, user_id, colour, archived_at) on public.staff to authenticated;

create policy "members read their tenant's staff" on public.staff
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add staff" on public.staff
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins change staff" on public.staff
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));

create trigger audit after insert or update on public.staff
  for each row execute function private.audit_row('staff', '');
create trigger clean_text before insert or update of name on public.staff
  for each row execute function private.clean_text('name:name');

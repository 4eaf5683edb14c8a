create table public.services (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 80),
  spoken_names text[] not null default '{}'
    check (cardinality(spoken_names) <= 10 and array_position(spoken_names, null) is null
      and char_length(array_to_string(spoken_names, ',')) <= 800),
  duration_minutes integer not null
    check (duration_minutes between 5 and 720 and duration_minutes % 5 = 0),
  buffer_before_minutes integer not null default 0
    check (buffer_before_minutes between 0 and 240 and buffer_before_minutes % 5 = 0),
  buffer_after_minutes integer not null default 0
    check (buffer_after_minutes between 0 and 240 and buffer_after_minutes % 5 = 0),
  price_minor integer check (price_minor between 0 and 1000000000),
  currency text check (currency ~ '^[A-Z]{3}$'),
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint services_price check ((price_minor is null) = (currency is null))
);
comment on table public.services is 'What can be booked.';
comment on column public.services.spoken_names is
  'What callers also call it: "trim", "men''s cut".';
comment on column public.services.buffer_before_minutes is
  'Kept free before it: nobody else is booked, and the customer comes later.';
comment on column public.services.price_minor is
  'In the smallest unit of currency (ISO 4217); null: not said.';
comment on column public.services.archived_at is
  'Since when it cannot be booked any more; bookings keep it.';

create unique index services_one_name on public.services (tenant_id, lower(name))
  where archived_at is null;

alter table public.services enable row level security;
revoke all on public.services from anon, authenticated, service_role;
grant select on public.services to authenticated;
grant insert (tenant_id, name, spoken_names, duration_minutes, buffer_before_minutes,
  buffer_after_minutes, price_minor, currency) on public.services to authenticated;
grant update (name, spoken_names, duration_minutes, buffer_before_minutes, buffer_after_minutes,
  price_minor, currency, archived_at) on public.services to authenticated;

create policy "members read their tenant's services" on public.services
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add services" on public.services
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins change services" on public.services
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));

create trigger audit after insert or update on public.services
  for each row execute function private.audit_row('service', '');
create trigger clean_text before insert or update of name on public.services
  for each row execute function private.clean_text('name:name');

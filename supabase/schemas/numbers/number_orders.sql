create table public.number_orders (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  number text not null check (number ~ '^\+[1-9][0-9]{6,14}$'),
  id uuid not null default gen_random_uuid(),
  state text not null check (state in ('buying', 'bought', 'refused', 'releasing', 'released')),
  ordered_by uuid not null default auth.uid(),
  began_at timestamptz not null default now(),
  monthly_price numeric(10, 4) check (monthly_price >= 0),
  currency text check (currency ~ '^[A-Z]{3}$'),
  primary key (tenant_id, number),
  foreign key (tenant_id, ordered_by) references public.profiles (tenant_id, user_id)
);
comment on table public.number_orders is
  'What was last asked of Twilio for a number: one admin at a time buys or releases it.';
comment on column public.number_orders.monthly_price is
  'What the admin agreed to pay a month; null where nobody knew.';

alter table public.number_orders enable row level security;
revoke all on public.number_orders from anon, authenticated, service_role;
grant select on public.number_orders to authenticated;
grant insert (tenant_id, number, state, ordered_by, began_at, monthly_price, currency)
  on public.number_orders to authenticated;
grant update (state, ordered_by, began_at, monthly_price, currency)
  on public.number_orders to authenticated;

create policy "admins read their tenant's number orders" on public.number_orders
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins order their tenant's numbers" on public.number_orders
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins go on with their tenant's number orders" on public.number_orders
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));

create trigger audit after update of state on public.number_orders
  for each row when (old.state <> new.state and new.state in ('bought', 'released'))
  execute function private.audit_number_order();

create table public.kept_webhooks (
  tenant_id uuid not null,
  phone_number_id uuid not null,
  webhooks jsonb not null,
  kept_at timestamptz not null default now(),
  primary key (tenant_id, phone_number_id),
  foreign key (tenant_id, phone_number_id) references public.phone_numbers
    (tenant_id, id) on delete cascade
);
comment on table public.kept_webhooks is
  'What a number was set to at Twilio before Ringbook changed it, so that it can be undone. For '
  'admins: such URLs may carry passwords.';

alter table public.kept_webhooks enable row level security;
revoke all on public.kept_webhooks from anon, authenticated, service_role;
grant select, delete on public.kept_webhooks to authenticated;
grant insert (tenant_id, phone_number_id, webhooks) on public.kept_webhooks to authenticated;
grant update (tenant_id, phone_number_id, webhooks) on public.kept_webhooks to authenticated;

create policy "admins read what their tenant's numbers were" on public.kept_webhooks
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins keep what their tenant's numbers were" on public.kept_webhooks
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins replace what was kept of their tenant's numbers" on public.kept_webhooks
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));
create policy "admins forget what was kept of their tenant's numbers" on public.kept_webhooks
  for delete to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
